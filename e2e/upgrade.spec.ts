import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'

/** The first day of the month that lies so many months from this one. */
function firstOf(months: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10)
}

test('a package is changed for a larger one with the next period: both choices are shown first, one ends, the other begins', async ({
  page,
  signIn,
}) => {
  const [customer, small, large] = [own('Upgraded'), own('Small'), own('Large')]
  await signIn(page)
  await saveRows(page, 'customers', [{ account_code: codeOf(customer), name: customer, currency: 'USD' }])
  const monthly = { currency: 'USD', frequency: 'monthly', frequency_match: '1', last_period: 'prorate' }
  await saveRows(page, 'packages', [
    { code: codeOf(small), name: small, retail: '10', ...monthly },
    { code: codeOf(large), name: large, retail: '25', ...monthly },
  ])
  const assigned = { package_code: codeOf(small), customer_account_code: codeOf(customer) }
  await saveRows(page, 'assignments', [{ reference: own('small'), ...assigned, start_date: firstOf(-1) }])
  await openFrom(page, '/customers', customer)
  await page.getByRole('link', { name: small }).first().click()
  await page.waitForURL(/\/assignments\/\d+$/)
  const old = page.url()

  const deed = page.getByRole('menuitem', { name: 'Change package' })
  await openBy(page.getByRole('button', { name: 'More', exact: true }), deed)
  await deed.click()
  const panel = page.getByRole('dialog', { name: 'Change package' })
  await panel.getByLabel('New package').fill(large)
  await page.getByRole('option', { name: large }).click()
  await expect(panel.getByRole('heading', { name: /^Today: / })).toBeVisible()
  await panel.getByRole('button', { name: /^With the next period: / }).click()
  await expect(panel.getByLabel('From')).toHaveValue(firstOf(1))
  await panel.getByLabel('Quantity').fill('0')
  await panel.getByRole('button', { name: 'Change package' }).click()
  await expect(panel.getByLabel('Quantity')).toHaveAccessibleDescription(/whole number/)
  await panel.getByLabel('Quantity').fill('2')
  await expect(panel.getByRole('listitem').filter({ hasText: '50.00 USD' }).first()).toBeVisible()
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Change package' }).click()
  await expect(panel).toBeHidden()
  await page.getByRole('link', { name: 'Open', exact: true }).click()
  await page.waitForURL(url => /\/assignments\/\d+$/.test(url.pathname) && url.href !== old)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(large)
  await expect(page.getByText('Upcoming').first()).toBeVisible()

  await openFrom(page, '/customers', customer)
  await page.goto(`${page.url()}?tab=assignments`)
  await expect(page.getByRole('row').filter({ hasText: small })).toContainText('Ending')
  await expect(page.getByRole('row').filter({ hasText: large })).toContainText('Upcoming')
})
