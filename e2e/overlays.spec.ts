import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'

const panels = [
  ['/packages', 'Add package'],
  ['/customers', 'Add customer'],
  ['/dids', 'Add DID'],
  ['/assignments', 'Assign package'],
  ['/billing-runs', 'Run billing'],
  ['/payments', 'Add payment'],
] as const

for (const [name, colorScheme, viewport] of [
  ['in the dark', 'dark', { width: 1280, height: 800 }],
  ['on a phone', 'light', { width: 390, height: 844 }],
] as const) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport })

    test('what opens over a page can be read by everybody, closes by Esc and gives the focus back', async ({
      page,
      signIn,
    }) => {
      test.setTimeout(120_000)
      await signIn(page)
      for (const [address, words] of panels) {
        await page.goto(address)
        const button = page.getByRole('button', { name: words, exact: true }).first()
        const panel = page.getByRole('dialog')
        await openBy(button, panel)
        await expect(panel.locator('form')).toBeVisible()
        await expectAccessible(page)
        await page.keyboard.press('Escape')
        await expect(panel).toBeHidden()
        await expect(button).toBeFocused()
      }
      await page.getByRole('button', { name: /: account$/ }).click()
      await expect(page.getByRole('dialog', { name: 'Account' })).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search' }).fill('run')
      await expectAccessible(page)
    })
  })
}

test('a choice is searched, picked and taken back by keys alone, inside a panel', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/packages')
  const panel = page.getByRole('dialog', { name: 'Add package' })
  await openBy(page.getByRole('button', { name: 'Add package', exact: true }), panel)
  await panel.locator('summary').click()
  const currency = panel.getByRole('combobox', { name: 'Currency' })
  await currency.fill('euro')
  await expect(page.getByRole('option', { name: /EUR/ })).toBeVisible()
  await expectAccessible(page)
  await currency.press('Enter')
  await expect(currency).toHaveValue(/EUR/)
  await currency.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeVisible()
  // The list closes, the panel stays.
  await currency.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()
  await expect(panel).toBeVisible()
})
