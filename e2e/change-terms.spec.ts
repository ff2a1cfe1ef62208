import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'

const today = () => new Date().toISOString().slice(0, 10)
/** The first of the month after the next: a boundary that is surely to come. */
function laterFirst(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1)).toISOString().slice(0, 10)
}

test('a price is changed from a day to come: who follows is said first, then it stands beside the old one', async ({
  page,
  signIn,
}) => {
  const [name, customer] = [own('Trunk'), own('Follower')]
  await signIn(page)
  await saveRows(page, 'customers', [{ account_code: codeOf(customer), name: customer, currency: 'USD' }])
  await saveRows(page, 'packages', [
    {
      code: codeOf(name),
      name,
      currency: 'USD',
      cost: '4',
      retail: '10',
      frequency: 'monthly',
      frequency_match: '1',
    },
  ])
  await saveRows(page, 'assignments', [
    {
      reference: `${codeOf(name)}-1`,
      package_code: codeOf(name),
      customer_account_code: codeOf(customer),
      quantity: '3',
      start_date: today(),
    },
  ])
  await openFrom(page, '/packages', name)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const panel = page.getByRole('dialog', { name: `Edit ${name}` })
  await panel.getByLabel('Retail', { exact: true }).fill('12.50')
  await panel.getByLabel('Effective from').fill(laterFirst())
  const impact = panel.getByRole('region', { name: 'Effect' })
  await expect(impact).toContainText('1 assignment of 1 customer is affected')
  const month = impact.getByRole('table', { name: 'Per month in USD' })
  await expect(month.getByRole('row', { name: /Retail/ })).toContainText(/30\.00.*37\.50.*\+7\.50/)
  await expect(month.getByRole('row', { name: /Margin/ })).toContainText(/18\.00.*25\.50.*\+7\.50/)
  await impact.getByText('Customers affected').click()
  await expect(impact).toContainText(customer)
  await panel.getByRole('radio', { name: /^New assignments only/ }).check()
  await expect(impact).toContainText('No current assignment is affected')
  await panel.getByRole('radio', { name: /^All assignments/ }).check()
  await expect(impact).toContainText('1 assignment of 1 customer is affected')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/Version 2 counts from/)).toBeVisible()

  const compared = page.getByRole('region', { name: 'Compare versions' })
  await expect(compared.getByRole('row', { name: /Retail/ })).toContainText(/10\.00.*12\.50/)
  await expect(page.getByText('Scheduled', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await page.getByRole('button', { name: 'Cancel version 2' }).click()
  await expect(page.getByText('Version 2 cancelled', { exact: true })).toBeVisible()
})
