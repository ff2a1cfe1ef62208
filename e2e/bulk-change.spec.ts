import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, own, saveRows } from '@/testing/browser/own-data'

test('prices of many packages are changed at once, seen first, and a stale one stops them all', async ({
  page,
  context,
  signIn,
}) => {
  const word = own('Bulk')
  const names = ['A', 'B'].map(letter => `${word} ${letter}`)
  await signIn(page)
  await saveRows(
    page,
    'packages',
    names.map((name, i) => ({
      code: codeOf(name),
      name,
      currency: 'USD',
      retail: String(10 + i),
      cost: '4',
    })),
  )
  const list = `/packages?q=${encodeURIComponent(word)}`
  await page.goto(list)
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('button', { name: 'Change prices' }).click()
  const panel = page.getByRole('dialog', { name: 'Change the prices of 2 packages' })
  await panel.getByLabel('Change by').fill('5')
  const table = panel.getByRole('table', { name: 'Old and new prices' })
  await expect(table.getByRole('row', { name: names[0] })).toContainText(/10\.00.*10\.50/)
  await expect(table.getByRole('row', { name: names[1] })).toContainText(/11\.00.*11\.55/)
  await expectAccessible(page)

  // Somebody else archives one of them in the meantime.
  const other = await context.newPage()
  await other.goto(list)
  await other.getByRole('button', { name: `More for ${names[1]}` }).click()
  await other.getByRole('menuitem', { name: 'Archive' }).click()
  await other
    .getByRole('button', { name: /^Archive/ })
    .last()
    .click()
  await expect(other.getByText(`${names[1]} archived`)).toBeVisible()
  await panel.getByRole('button', { name: 'Change 2 packages' }).click()
  await expect(panel.getByText(`Another user saved ${names[1]} meanwhile`)).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()

  await page.getByRole('button', { name: 'Change prices' }).click()
  await panel.getByLabel('Change by').fill('-50')
  await panel.getByRole('button', { name: 'Change 2 packages' }).click()
  await expect(page.getByText('2 packages changed')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: names[0] ?? '' })).toContainText('5.00')

  await page.getByRole('checkbox', { name: `Select ${names[0]}` }).check()
  await page.getByRole('button', { name: 'Other currency' }).click()
  const copies = page.getByRole('dialog', { name: 'Duplicate 1 package' })
  await copies.getByLabel('Into').selectOption('EUR')
  await copies.getByLabel('Rate').fill('0.9')
  await copies.getByRole('button', { name: 'Add 1 package' }).click()
  await expect(page.getByRole('row').filter({ hasText: `${names[0]} (EUR)` })).toContainText('4.50')
})
