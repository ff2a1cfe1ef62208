import type { Page } from '@playwright/test'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, own, saveRows } from '@/testing/browser/own-data'

const customerCount = 24
const perCustomer = 50
/** Month ends from 31 March 2024 to 31 March 2025. */
const lineCount = customerCount * perCustomer * 13

/** Enough customers with enough due that a run through March 2025 takes a few seconds, and is in the middle of it when one looks. */
async function giveBacklog(page: Page): Promise<string> {
  const [word, item] = [own('Steer'), own('Seat')]
  const names = Array.from({ length: customerCount }, (_, i) => `${word} ${String(i).padStart(2, '0')}`)
  await saveRows(
    page,
    'customers',
    names.map(name => ({ account_code: codeOf(name), name, currency: 'USD' })),
  )
  const terms = { frequency: 'monthly', frequency_match: '31', retail: '1', cost: '0.4' }
  await saveRows(page, 'packages', [{ code: codeOf(item), name: item, currency: 'USD', ...terms }])
  await saveRows(
    page,
    'assignments',
    names.flatMap(name =>
      Array.from({ length: perCustomer }, (_, i) => ({
        reference: `${codeOf(name)}-${i}`,
        package_code: codeOf(item),
        customer_account_code: codeOf(name),
        start_date: '2024-03-31',
        end_date: '2025-03-31',
        auto_decrement_credit: 'yes',
      })),
    ),
  )
  return word
}

test('a run over ticked customers is paused, found paused, resumed to the last line, and undone in the background', async ({
  page,
  signIn,
}) => {
  test.setTimeout(300_000)
  await signIn(page)
  const word = await giveBacklog(page)

  await page.goto(`/customers?q=${encodeURIComponent(word)}`)
  await page.getByRole('checkbox', { name: 'Select every row of this page' }).check()
  await page
    .getByRole('toolbar', { name: 'Selected rows' })
    .getByRole('button', { name: 'Run billing' })
    .click()
  const panel = page.getByRole('dialog', { name: 'Run billing' })
  await expect(panel.getByText(`${customerCount} customers`)).toBeVisible()
  await panel.getByLabel('Through').fill('2025-03-31')
  await panel.getByRole('radio', { name: 'Post' }).check()
  await panel.getByRole('button', { name: 'Post charges through 31 Mar 2025' }).click()
  await page.waitForURL(/\/billing-runs\/\d+$/)
  const run = page.url()

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('This run is paused')).toBeVisible()
  await page.reload()
  await expect(page.getByText('This run is paused')).toBeVisible()
  await expect(page.getByText(/^It looked at [\d,]+ of 1,200 assignments/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible({ timeout: 120_000 })
  const sums = page.getByRole('table', { name: 'Sums per currency' })
  await expect(sums).toContainText(lineCount.toLocaleString('en-GB'))
  await expect(sums).toContainText('15,600.00 USD')
  await expect(page.getByRole('heading', { name: 'Below zero afterwards' })).toBeVisible()
  await page.getByRole('link', { name: /^Below zero/ }).click()
  const below = page.getByRole('table', { name: /^Customers below zero/ })
  await expect(below.getByRole('row')).toHaveCount(customerCount + 1)
  await expect(below.getByRole('row').nth(1)).toContainText('−650.00')

  await page.goto(run)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  const ask = page.getByRole('alertdialog')
  await ask.getByLabel('Reason').fill('a rehearsal')
  await ask.getByRole('button', { name: `Undo ${lineCount.toLocaleString('en-GB')} charges` }).click()
  await expect(page.getByRole('progressbar', { name: 'Undoing' })).toBeVisible()
  await page.reload()
  await expect(page.getByText('This run was undone')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/15,600 mirror entries/)).toBeVisible()
  await page.goto(`/customers?q=${encodeURIComponent(word)}`)
  await expect(page.getByRole('row').filter({ hasText: `${word} 00` })).toContainText('0.00')
})
