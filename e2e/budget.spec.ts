import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'
import { weigh } from '@/testing/browser/page-weight'

/**
 * The most kilobytes of JavaScript that a page may bring over the wire. An empty page with one checked form on the same
 * libraries brings 181; a form may weigh 1.25 times as much, and nothing more than 300. What checks a form comes once
 * somebody types, so that no page weighs more than the empty one.
 */
const budgets: Readonly<Record<string, number>> = {
  '/': 178,
  '/packages': 182,
  '/customers': 178,
  '/dids': 180,
  '/assignments': 180,
  '/assignments/bulk': 178,
  '/billing-runs': 178,
  '/billing-runs/backlog': 180,
  '/usage': 178,
  '/payments': 180,
  '/audit': 178,
  '/imports': 182,
  '/settings': 190,
  '/settings/users': 180,
  '/settings/schedule': 190,
  '/settings/connexcs': 180,
  '/settings/api-keys': 180,
  '/settings/account': 190,
}
const withForm = 300
const mostShift = 0.02

test('no page brings more script than its budget, or moves while it loads', async ({ page, signIn }) => {
  test.setTimeout(180_000)
  await signIn(page)
  const name = own('Budget')
  await saveRows(page, 'customers', [{ account_code: codeOf(name), name, currency: 'USD' }])
  await openFrom(page, '/customers', name)
  const all: Readonly<Record<string, number>> = { ...budgets, [new URL(page.url()).pathname]: 180 }
  for (const [address, budget] of Object.entries(all)) {
    const { scriptKb, layoutShift } = await weigh(page, address)
    // Nothing counted would fit every budget.
    expect(scriptKb, `${address} was not weighed`).toBeGreaterThan(100)
    expect(scriptKb, `${address}: kilobytes of script`).toBeLessThanOrEqual(budget)
    expect(layoutShift, `${address}: moved while it loaded`).toBeLessThanOrEqual(mostShift)
  }
})

test('the longest form, opened, stays within its budget', async ({ page, signIn }) => {
  await signIn(page)
  const { scriptKb } = await weigh(page, '/packages', async () => {
    const panel = page.getByRole('dialog', { name: 'Add package' })
    await openBy(page.getByRole('button', { name: 'Add package', exact: true }), panel)
    await panel.getByLabel('Name').waitFor()
  })
  expect(scriptKb).toBeGreaterThan(budgets['/packages'] ?? 0)
  expect(scriptKb).toBeLessThanOrEqual(withForm)
})

test('on a phone nothing moves while a page loads', async ({ page, signIn }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page)
  for (const address of ['/', '/packages', '/customers', '/billing-runs', '/imports', '/settings'])
    expect((await weigh(page, address)).layoutShift, address).toBeLessThanOrEqual(mostShift)
})
