import type { Page } from '@playwright/test'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'
import { invited } from '@/testing/browser/people'

const retail = '19.37'
const cost = '7.13'

/** A customer of `manager` with a package and a number: the addresses of what belongs to them. */
async function customerOf(page: Page, item: string, manager: string) {
  const [name, number, reference] = [own('Managed'), ownNumber(), own('ref')]
  const code = codeOf(name)
  const row = { account_code: code, name, currency: 'USD', account_manager_email: manager }
  await saveRows(page, 'customers', [row])
  await saveRows(page, 'dids', [{ number, customer_account_code: code }])
  const start = { start_date: '2025-01-31', end_date: '2025-02-28' }
  await saveRows(page, 'assignments', [
    { reference, package_code: codeOf(item), customer_account_code: code, ...start },
  ])
  await openFrom(page, '/customers', name)
  const customer = new URL(page.url()).pathname
  await page.goto(`${customer}?tab=assignments`)
  const assignment = await page.getByRole('link', { name: item }).first().getAttribute('href')
  await openFrom(page, '/dids', number)
  return { name, customer, number: new URL(page.url()).pathname, assignment: assignment ?? '' }
}

test('an account manager sees no cost, only their own customers, and cannot post', async ({
  page,
  browser,
  baseURL,
  signIn,
}) => {
  test.setTimeout(120_000)
  const email = `${codeOf(own('max'))}@example.com`
  const item = own('Secret cost')
  const context = await browser.newContext({ baseURL })
  const answers: string[] = []
  context.on('response', async response => {
    const type = response.headers()['content-type'] ?? ''
    if (!/text\/html|text\/x-component|json/.test(type)) return
    // A redirect and an answer that the page gave up have no body.
    answers.push(`${response.url()} ${await response.text().catch(() => '')}`)
  })

  await signIn(page)
  const terms = { retail, cost, frequency: 'monthly', frequency_match: '31' }
  await saveRows(page, 'packages', [{ code: codeOf(item), name: item, currency: 'USD', ...terms }])
  const theirs = await invited(page, context, email)
  const mine = await customerOf(page, item, email)
  const other = await customerOf(page, item, '')

  await openFrom(theirs, '/packages', item)
  await expect(theirs.getByText(`${retail} USD`).first()).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Edit', exact: true })).toBeHidden()
  await expectAccessible(theirs)
  for (const address of [
    mine.customer,
    mine.number,
    mine.assignment,
    '/assignments',
    '/usage',
    '/payments',
  ]) {
    await theirs.goto(address)
    await expect(theirs.getByRole('heading', { level: 1 }), address).toBeVisible()
    await expectAccessible(theirs)
  }
  await theirs.goto('/customers')
  await expect(theirs.getByRole('link', { name: mine.name })).toBeVisible()
  await expect(theirs.getByRole('link', { name: other.name })).toBeHidden()

  const forbidden = ['/settings/users', '/audit', '/imports']
  for (const address of [other.customer, other.number, other.assignment, ...forbidden]) {
    await theirs.goto(address)
    await expect(theirs.getByText('There is nothing at this address'), address).toBeVisible()
  }

  await theirs.goto(mine.customer)
  await theirs.getByRole('button', { name: 'Assign package' }).click()
  const assign = theirs.getByRole('dialog', { name: 'Assign package' })
  await assign.getByLabel('Package', { exact: true }).fill(item)
  await theirs.getByRole('option', { name: item }).click()
  await expect(assign.getByRole('heading', { name: 'Coming charges' })).toBeVisible()

  await theirs.goto('/billing-runs')
  await theirs.getByRole('button', { name: 'Simulate billing' }).click()
  const panel = theirs.getByRole('dialog', { name: 'Simulate billing' })
  await panel.getByLabel('Through').fill('2025-03-31')
  await expect(panel.getByLabel('Post')).toHaveCount(0)
  const sent = theirs.waitForRequest(request => request.headers()['next-action'] !== undefined)
  await panel.getByRole('button', { name: /^Simulate through/ }).click()
  await theirs.waitForURL(/\/billing-runs\/\d+$/)
  await expect(theirs.getByRole('table', { name: 'Sums per currency' })).toContainText('38.74 USD')
  await expect(theirs.getByRole('table', { name: /lines of run/ })).not.toContainText(other.name)

  const request = await sent
  const forged = await theirs.request.post(request.url(), {
    headers: { ...(await request.allHeaders()), 'content-length': '' },
    data: (request.postData() ?? '').replace('"simulate"', '"post"'),
  })
  expect(await forged.text()).toContain('"ok":false')
  await openFrom(page, '/customers', mine.name)
  await expect(page.getByText('Due and not posted: 2 charges')).toBeVisible()

  await theirs.goto('/')
  await context.close()
  expect(answers.length).toBeGreaterThan(20)
  const told = answers.filter(answer => answer.includes(cost) || answer.includes('7130000'))
  expect(told.map(answer => answer.slice(0, 200))).toEqual([])
})
