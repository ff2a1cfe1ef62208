import type { Page } from '@playwright/test'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'

/** A customer who had 1 x 10.00 on 15 and 31, from 31 January to 31 March 2025: that is five charges. */
async function givePackage(page: Page): Promise<{ customer: string; item: string }> {
  const [customer, item] = [own('Bill'), own('Trunk')]
  await saveRows(page, 'customers', [{ account_code: codeOf(customer), name: customer, currency: 'USD' }])
  const schedule = { frequency: 'monthly', frequency_match: '15|31' }
  await saveRows(page, 'packages', [
    { code: codeOf(item), name: item, currency: 'USD', cost: '4', retail: '10', ...schedule },
  ])
  await saveRows(page, 'assignments', [
    {
      reference: own('ref'),
      package_code: codeOf(item),
      customer_account_code: codeOf(customer),
      start_date: '2025-01-31',
      end_date: '2025-03-31',
      auto_decrement_credit: 'yes',
    },
  ])
  return { customer, item }
}

async function run(page: Page, customer: string, mode: 'Simulate' | 'Post'): Promise<void> {
  await page.goto('/billing-runs')
  await page.getByRole('button', { name: 'Run billing' }).click()
  const panel = page.getByRole('dialog', { name: 'Run billing' })
  await panel.getByRole('combobox', { name: 'Customers' }).fill(customer)
  await page.getByRole('option', { name: customer }).click()
  await panel.getByLabel('Through').fill('2025-03-31')
  await panel.getByRole('radio', { name: mode }).check()
  await panel.getByRole('button', { name: /through 31 Mar 2025$/ }).click()
  await page.waitForURL(/\/billing-runs\/\d+$/)
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible()
}

test('a run is simulated through the 31st, posted, posted again in vain, and undone', async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000)
  await signIn(page)
  const { customer, item } = await givePackage(page)
  const sums = page.getByRole('table', { name: 'Sums per currency' })

  await run(page, customer, 'Simulate')
  await expect(page.getByRole('heading', { name: 'Would be charged' })).toBeVisible()
  await expect(sums).toContainText('50.00 USD')
  await expect(sums).toContainText('30.00 USD')
  const lines = page.getByRole('table', { name: /lines of run/ })
  const days = ['31 Jan 2025', '15 Feb 2025', '28 Feb 2025', '15 Mar 2025', '31 Mar 2025']
  for (const day of days) await expect(lines.getByText(day, { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
  await openFrom(page, '/customers', customer)
  const ofCustomer = new URL(page.url()).pathname
  await expect(page.getByText('Due and not posted: 5 charges')).toBeVisible()

  await run(page, customer, 'Post')
  const posted = page.url()
  await expect(page.getByRole('heading', { name: 'Charged', exact: true })).toBeVisible()
  await expect(sums).toContainText('50.00 USD')
  await expectAccessible(page)
  await page.goto(ofCustomer)
  await expect(page.getByText('−50.00 USD').first()).toBeVisible()
  await expect(page.getByText(/Due and not posted/)).toBeHidden()
  await page.goto(`${ofCustomer}?tab=charges`)
  await expect(page.getByRole('row').filter({ hasText: item })).toHaveCount(5)
  await expectAccessible(page)
  await page.goto('/')
  const last = page.getByRole('table', { name: 'Last runs' }).getByRole('row').nth(1)
  await expect(last).toContainText(customer)
  await expect(last).toContainText('50.00 USD')
  await expectAccessible(page)

  await run(page, customer, 'Post')
  await expect(page.getByText('Nothing to post')).toBeVisible()
  await expect(page.getByText(/All 5 lines through this date were already charged by/)).toBeVisible()

  await page.goto(posted)
  await page.getByRole('button', { name: 'Undo' }).click()
  const ask = page.getByRole('alertdialog')
  await ask.getByRole('button', { name: 'Undo 5 charges' }).click()
  await expect(ask.getByLabel('Reason')).toHaveAccessibleDescription('Say why, in a few words.')
  await ask.getByLabel('Reason').fill('billed by mistake')
  await ask.getByRole('button', { name: 'Undo 5 charges' }).click()
  await expect(page.getByText('This run was undone')).toBeVisible()
  await page.goto(ofCustomer)
  await expect(page.getByText('Due and not posted: 5 charges')).toBeVisible()
  await page.goto(`${ofCustomer}?tab=charges`)
  await expect(page.getByRole('row').filter({ hasText: item })).toHaveCount(10)
})
