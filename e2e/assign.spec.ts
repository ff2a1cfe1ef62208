import type { Page } from '@playwright/test'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'

async function customerWithNumber(page: Page) {
  const [customer, item, number] = [own('Assign'), own('Seat'), ownNumber()]
  const code = codeOf(customer)
  await saveRows(page, 'customers', [{ account_code: code, name: customer, currency: 'USD' }])
  await saveRows(page, 'dids', [{ number, customer_account_code: code }])
  const terms = { frequency: 'monthly', frequency_match: '31', first_period: 'prorate' }
  await saveRows(page, 'packages', [
    {
      code: codeOf(item),
      name: item,
      currency: 'USD',
      cost: '5',
      retail: '31',
      setup_retail: '20',
      ...terms,
    },
  ])
  return { customer, item, number }
}

test('a package is given to a customer: the coming charges first, and a back-dated start asks', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  const { customer, item } = await customerWithNumber(page)
  await openFrom(page, '/customers', customer)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Assign package' }).click()
  const panel = page.getByRole('dialog', { name: 'Assign package' })
  await panel.getByLabel('Package', { exact: true }).fill(item)
  await page.getByRole('option', { name: item }).click()
  await expect(panel.getByRole('heading', { name: 'Package details' })).toBeVisible()
  await panel.getByLabel('Quantity').fill('1.5')
  await panel.getByRole('button', { name: 'Assign package', exact: true }).click()
  await expect(panel.getByLabel('Quantity')).toHaveAccessibleDescription(/whole number/)
  await panel.getByLabel('Quantity').fill('2')

  await panel.getByLabel('Start date').fill('2025-01-01')
  await panel.getByLabel('End date').fill('2024-12-31')
  await panel.getByRole('button', { name: 'Assign package', exact: true }).click()
  await expect(panel.getByLabel('End date')).toHaveAccessibleDescription(/before|start/)
  await expect(panel.getByLabel('Start date')).toHaveValue('2025-01-01')
  await panel.getByLabel('End date').fill('2025-02-28')
  await expect(panel.getByRole('heading', { name: /^Before today: 4 charges/ })).toBeVisible()
  await expect(panel.getByRole('listitem').filter({ hasText: '31 Jan 2025' })).toContainText('62.00 USD')
  await panel.getByRole('button', { name: 'Assign package', exact: true }).click()
  await expect(panel.getByRole('alert').first()).toBeVisible()
  await expectAccessible(page)
  await panel.getByLabel('Charge them').check()
  await panel.getByRole('button', { name: 'Assign package', exact: true }).click()
  await expect(panel).toBeHidden()
  await expect(page.getByText(/Package assigned as/)).toBeVisible()
  await page
    .getByRole('link', { name: /^Assignments/ })
    .last()
    .click()
  await expect(page.getByRole('row').filter({ hasText: item })).toBeVisible()
})

test('a package is given to a DID, and its page says what it will charge', async ({ page, signIn }) => {
  await signIn(page)
  const { customer, item, number } = await customerWithNumber(page)
  await openFrom(page, '/dids', number)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Assign package' }).click()
  const panel = page.getByRole('dialog', { name: 'Assign package' })
  await expect(panel.getByText(`To the number ${number} of ${customer}`)).toBeVisible()
  await panel.getByLabel('Package', { exact: true }).fill(item)
  await page.getByRole('option', { name: item }).click()
  const coming = panel.getByRole('heading', { name: 'Coming charges' })
  await expect(coming).toBeVisible()
  await expect(panel.getByRole('listitem').first()).toContainText('20.00 USD')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Assign package', exact: true }).click()
  await expect(panel).toBeHidden()
  await page.getByRole('link', { name: item }).click()
  await page.waitForURL(/\/assignments\/\d+$/)
  await expect(page.getByText(number).first()).toBeVisible()
  await expectAccessible(page)
})
