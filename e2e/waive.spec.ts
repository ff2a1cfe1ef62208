import type { Page } from '@playwright/test'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'

const monthly = { currency: 'USD', cost: '4', frequency: 'monthly', frequency_match: '1' }

/** A customer with a line from tomorrow on, one that was due three times in 2025, and a commitment of which 20.00 was spent. */
async function begin(page: Page): Promise<{ id: string; running: string }> {
  const [customer, running, past, commitment] = [own('Waived'), own('Now'), own('Past'), own('Commitment')]
  const [code, number] = [codeOf(customer), ownNumber()]
  await saveRows(page, 'customers', [{ account_code: code, name: customer, currency: 'USD' }])
  await saveRows(page, 'dids', [{ number, customer_account_code: code }])
  const line = { ...monthly, retail: '10', minimum_spend: 'no' }
  await saveRows(page, 'packages', [
    { code: codeOf(running), name: running, ...line },
    { code: codeOf(past), name: past, ...line },
    { code: codeOf(commitment), name: commitment, ...monthly, retail: '50', minimum_spend: 'yes' },
  ])
  const assigned = (name: string, start_date: string, end_date: string) => ({
    ...{
      reference: own('ref'),
      package_code: codeOf(name),
      customer_account_code: code,
      start_date,
      end_date,
    },
  })
  await saveRows(page, 'assignments', [
    assigned(running, new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), ''),
    assigned(past, '2025-01-01', '2025-03-31'),
    assigned(commitment, '2025-01-01', '2025-01-31'),
  ])
  const call = { customer_account_code: code, did: number, destination: '447700900123', seconds: '60' }
  await saveRows(page, 'usage', [
    { usage_id: own('u'), started_at: '2025-01-10T10:00:00Z', charge: '12.5', ...call },
    { usage_id: own('u'), started_at: '2025-01-20T10:00:00Z', charge: '7.5', ...call },
  ])
  await openFrom(page, '/customers', customer)
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', running }
}

test('a coming charge is waived and taken back; the backlog is waived, charged, and explained on a receipt', async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000)
  await signIn(page)
  const { id, running } = await begin(page)
  const ask = page.getByRole('alertdialog')

  await page.goto(`/customers/${id}?tab=assignments`)
  await page.goto((await page.getByRole('link', { name: running }).first().getAttribute('href')) ?? '')
  await page
    .getByRole('button', { name: /^Recurring on / })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Waive…' }).click()
  await ask.getByLabel('Reason').fill('an outage')
  await expectAccessible(page)
  await ask.getByRole('button', { name: 'Waive 1 charge' }).click()
  await expect(page.getByText('Waived: an outage')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Take back: / }).click()
  await expect(page.getByText('Waived: an outage')).toBeHidden()

  // Three lines and a top-up: two lines are waived, the rest is charged.
  await page.goto(`/billing-runs/backlog?customer=${id}`)
  const rows = page.getByRole('checkbox', { name: /^Select Waived/ })
  await rows.first().check()
  await page.getByRole('button', { name: 'All that match' }).click()
  await expect(page.getByText('4 selected')).toBeVisible()
  await page.getByRole('checkbox', { name: /2025-01-01$/ }).uncheck()
  await page.getByRole('checkbox', { name: /Commitment/ }).uncheck()
  await page.getByRole('button', { name: 'Waive', exact: true }).click()
  await expect(ask.getByText('20.00 USD')).toBeVisible()
  await ask.getByLabel('Reason').fill('a gift')
  await ask.getByRole('button', { name: 'Waive 2 charges' }).click()
  await expect(rows).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^Take back: / }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: /Commitment/ }).check()
  await page.getByRole('button', { name: 'Charge', exact: true }).click()
  await expect(ask.getByText(/1 selected charge, and 1 more that is not selected/)).toBeVisible()
  await ask.getByRole('button', { name: 'Post 2 charges' }).click()
  await page.waitForURL(/\/billing-runs\/\d+$/)
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible()

  // The commitment of 50.00 less what was spent.
  await page.goto(`/customers/${id}?tab=charges&kind=minimum_spend`)
  await page.getByRole('link', { name: '1 Feb 2025' }).click()
  await page.waitForURL(/\/charges\/\d+$/)
  const calls = page.getByRole('table', { name: 'Calls that were counted' })
  await expect(calls.getByRole('row')).toHaveCount(4)
  await expect(calls.getByRole('row').last()).toContainText('20.00')
  await expect(page.getByText('30.00 USD').first()).toBeVisible()
  await expectAccessible(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Cost and margin' })).toBeHidden()
})
