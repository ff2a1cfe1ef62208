import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('on a phone a package is added, given to a customer and simulated', async ({ page, signIn }) => {
  const [item, customer] = [own('Pocket'), own('Mobile')]
  await signIn(page)
  await expectAccessible(page)
  await saveRows(page, 'customers', [{ account_code: codeOf(customer), name: customer, currency: 'USD' }])
  const places = page.getByRole('navigation', { name: 'Main' }).last()
  await places.getByRole('link', { name: 'Packages' }).tap()
  await expect(page.getByRole('heading', { name: 'Packages', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Add package', exact: true }).tap()
  const add = page.getByRole('dialog', { name: 'Add package' })
  await add.getByLabel('Name').fill(item)
  await add.getByLabel('Retail', { exact: true }).fill('12')
  await add.getByText('Monthly', { exact: true }).tap()
  await add.getByRole('button', { name: 'Day 1', exact: true }).tap()
  await expectAccessible(page)
  await add.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(add).toBeHidden()
  await expectAccessible(page)

  await openFrom(page, '/customers', customer)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Assign package' }).tap()
  const assign = page.getByRole('dialog', { name: 'Assign package' })
  await assign.getByLabel('Package', { exact: true }).fill(item)
  await page.getByRole('option', { name: item }).tap()
  await expect(assign.getByRole('listitem').first()).toContainText('12.00 USD')
  await assign.getByRole('button', { name: 'Assign package', exact: true }).tap()
  await expect(assign).toBeHidden()

  await places.getByRole('button', { name: 'More' }).tap()
  await page.getByRole('dialog').getByRole('link', { name: 'Runs' }).tap()
  await page.getByRole('button', { name: 'Run billing' }).tap()
  const run = page.getByRole('dialog', { name: 'Run billing' })
  await run.getByRole('combobox', { name: 'Customers' }).fill(customer)
  await page.getByRole('option', { name: customer }).tap()
  await run.getByRole('button', { name: /^Simulate through/ }).tap()
  await page.waitForURL(/\/billing-runs\/\d+$/)
  await expect(page.getByRole('heading', { name: 'Would be charged' })).toBeVisible()
  await expectAccessible(page)

  // The bars of a month are too slim for a finger: the chart is touched, and says the day below it.
  await places.getByRole('link', { name: 'Dashboard' }).tap()
  const chart = page.getByRole('slider', { name: /^Retail per day/ })
  await expect(async () => {
    await chart.tap()
    await expect(chart).toHaveAttribute('aria-valuetext', /\d{4}: Retail/, { timeout: 1_000 })
  }).toPass()
  await expectAccessible(page)
})
