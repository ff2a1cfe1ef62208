import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { own } from '@/testing/browser/own-data'

test('a package is added with n, with its dates and margin in sight while one types', async ({
  page,
  signIn,
}) => {
  const name = own('Support')
  await signIn(page)
  await page.goto('/packages')
  await expectAccessible(page)
  await page.getByRole('heading', { name: 'Packages', level: 1 }).click()
  await page.keyboard.press('n')
  const panel = page.getByRole('dialog', { name: 'Add package' })
  await panel.getByLabel('Name').fill(name)
  await panel.getByLabel('Cost', { exact: true }).fill('4')
  await panel.getByLabel('Retail', { exact: true }).fill('10')
  await panel.getByText('Monthly', { exact: true }).click()
  await panel.getByRole('button', { name: 'Day 15' }).click()
  await panel.getByRole('button', { name: 'Day 31' }).click()
  await expect(panel.getByText('31 means the last day in shorter months.')).toBeVisible()
  await panel.getByLabel('Starts').fill('2027-01-15')
  const dates = panel.getByRole('listitem')
  await expect(dates).toHaveCount(12)
  await expect(dates.nth(1)).toContainText('31 Jan 2027')
  await expect(dates.nth(3)).toContainText(/28 Feb 2027.*for the 31st/)
  await expect(panel.getByRole('table', { name: 'Amounts' })).toContainText('60.0 %')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`${name} added`)).toBeVisible()
  await page.goto(`/packages?q=${encodeURIComponent(name)}`)
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Monthly on 15 and 31')
  await row.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expectAccessible(page)
})

test('what cannot be read gets a sentence on its own field, and stays as it was typed', async ({
  page,
  signIn,
}) => {
  const name = own('Bad input')
  await signIn(page)
  await page.goto('/packages')
  await page.getByRole('button', { name: 'Add package', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Add package' })
  const typed = { Cost: '1e9', Retail: '-1', 'Setup Cost': '12.3456789', 'Setup Retail': '1,000.00' }
  await panel.getByLabel('Name').fill(name)
  for (const [label, text] of Object.entries(typed)) {
    await panel.getByLabel(label, { exact: true }).fill(text)
  }
  await panel.getByText('Free minutes', { exact: true }).click()
  await panel.getByLabel('Destination').fill('(a+)+$')
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  const sentences = {
    Cost: /Enter an amount such as 12\.50/,
    Retail: /Enter an amount such as 12\.50/,
    'Setup Cost': 'Enter at most 6 decimals.',
    'Setup Retail': /Enter an amount such as 12\.50/,
    Destination: /Enter prefixes of digits such as \^44\|\^91\|\^1/,
  }
  for (const [label, sentence] of Object.entries(sentences)) {
    await expect(panel.getByLabel(label, { exact: true })).toHaveAccessibleDescription(sentence)
  }
  await expect(panel.getByLabel('Cost', { exact: true })).toBeFocused()
  for (const [label, text] of Object.entries({ ...typed, Destination: '(a+)+$' })) {
    await expect(panel.getByLabel(label, { exact: true })).toHaveValue(text)
  }
  for (const label of Object.keys(typed)) await panel.getByLabel(label, { exact: true }).fill('2')
  await panel.getByLabel('Destination').fill('^44|^91')
  await panel.getByRole('button', { name: 'Save and add another' }).click()
  await expect(page.getByText(`${name} added`)).toBeVisible()
  await expect(panel.getByLabel('Name')).toHaveValue('')

  await panel.getByLabel('Name').fill(name.toUpperCase())
  await panel.getByLabel('Retail', { exact: true }).fill('5')
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel.getByLabel('Name')).toHaveAccessibleDescription(/already/)
  await expect(panel.getByLabel('Name')).toHaveValue(name.toUpperCase())
  await expect(panel.getByLabel('Retail', { exact: true })).toHaveValue('5')
})
