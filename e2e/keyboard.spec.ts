import { expect, test } from '@/testing/browser/fixture'
import { own } from '@/testing/browser/own-data'

test('a package is added with the keyboard alone', async ({ page, signIn }) => {
  const name = own('Keys')
  const { keyboard } = page
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  await signIn(page)
  await page.goto('/packages')
  await expect(page.getByRole('button', { name: 'Add package', exact: true })).toBeVisible()
  const panel = page.getByRole('dialog', { name: 'Add package' })
  // The key works from the moment the page's script has taken over, which the eye cannot see: a person presses again.
  await expect(async () => {
    if (!(await panel.isVisible())) await press('n')
    await expect(panel).toBeVisible({ timeout: 1_500 })
  }).toPass()
  await expect(panel.getByLabel('Name')).toBeFocused()
  await keyboard.type(name)
  for (const amount of ['3', '9.50', '0', '25']) {
    await press('Tab')
    await keyboard.type(amount)
  }
  await press('Tab', 'ArrowRight', 'ArrowRight', 'ArrowRight')
  await expect(panel.getByRole('radio', { name: 'Monthly' })).toBeChecked()
  await press('Tab', 'ArrowDown', 'ArrowDown', 'Space', 'End', 'Space')
  await expect(panel.getByRole('button', { name: 'Day 15' })).toHaveAttribute('aria-pressed', 'true')
  await expect(panel.getByRole('button', { name: 'Day 31' })).toHaveAttribute('aria-pressed', 'true')
  // Over the description and the ConnexCS Package to a field in which Enter saves.
  await press('Tab', 'Tab', 'Tab')
  await expect(panel.getByLabel('Minimum Days')).toBeFocused()
  await press('Enter')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add package', exact: true })).toBeFocused()
  await page.goto(`/packages?q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Monthly on 15 and 31')
})

test('Esc asks before it throws away what was typed, and gives the focus back', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/packages')
  await page.getByRole('button', { name: 'Add package', exact: true }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Add package' })
  await expect(panel.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add package', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('half a name')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel.getByLabel('Name')).toHaveValue('half a name')
})
