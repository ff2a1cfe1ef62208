import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'

test('of two people who save the same package, the second is told what changed and keeps what was typed', async ({
  page,
  context,
  signIn,
}) => {
  const name = own('Contested')
  await signIn(page)
  await saveRows(page, 'packages', [{ code: codeOf(name), name, retail: '10', currency: 'USD' }])
  await openFrom(page, '/packages', name)
  const other = await context.newPage()
  await other.goto(page.url())
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Edit', exact: true }).click()
  const mine = page.getByRole('dialog', { name: `Edit ${name}` })
  const theirs = other.getByRole('dialog', { name: `Edit ${name}` })
  await mine.getByLabel('Retail', { exact: true }).fill('12')
  await theirs.getByLabel('Retail', { exact: true }).fill('15')
  await theirs.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(theirs).toBeHidden()

  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine.getByText('Another user saved this package first')).toBeVisible()
  await expect(mine.getByText(/15/).first()).toBeVisible()
  await expect(mine.getByLabel('Retail', { exact: true })).toHaveValue('12')
  await mine.getByRole('button', { name: 'Keep mine' }).click()
  await expect(mine.getByText('Another user saved this package first')).toBeHidden()
  await expect(mine.getByLabel('Retail', { exact: true })).toHaveValue('12')
  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine).toBeHidden()
  await expect(page.getByText('12.00 USD').first()).toBeVisible()
})
