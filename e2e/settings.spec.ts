import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { createFirstAdmin } from '@/testing/browser/people'

test('settings are kept; who saves second is told what changed meanwhile and loses nothing that was typed', async ({
  page,
  context,
  freshApp,
}) => {
  test.setTimeout(120_000)
  await createFirstAdmin(page, freshApp)
  await page.goto(`${freshApp.url}/settings`)
  const other = await context.newPage()
  await other.goto(`${freshApp.url}/settings`)
  await other.getByLabel('Margin warning').fill('25')
  await other.getByRole('button', { name: 'Save settings' }).click()
  await expect(other.getByText('Settings saved')).toBeVisible()

  // A tab behind another one draws once a second.
  await page.bringToFront()
  await page.getByLabel('Provider name').fill('')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByLabel('Provider name')).toHaveAccessibleDescription(/provider name/)
  await page.getByLabel('Provider name').fill('Ada Voice')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved by another user meanwhile')).toBeVisible()
  await expect(page.getByText('Margin warning: now “25”')).toBeVisible()
  await expect(page.getByLabel('Provider name')).toHaveValue('Ada Voice')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await other.reload()
  await expect(other.getByLabel('Provider name')).toHaveValue('Ada Voice')
  await expect(other.getByLabel('Margin warning')).toHaveValue('25')

  await page.goto(`${freshApp.url}/settings/schedule`)
  await expect(page.getByText('The daily run is off')).toBeVisible()
  await page.getByLabel('Run billing every day').check()
  await page.getByLabel('From').selectOption('04:00')
  await page.getByLabel('Announce charges').check()
  await expect(page.getByText('No mail server is set')).toBeVisible()
  await page.getByLabel('Before the charge').fill('0')
  await page.getByRole('button', { name: 'Save schedule' }).click()
  await expect(page.getByLabel('Before the charge')).toHaveAccessibleDescription(/from 1 to 60/)
  await page.getByLabel('Before the charge').fill('5')
  await page.getByRole('button', { name: 'Save schedule' }).click()
  await expect(page.getByText('Schedule saved')).toBeVisible()
  await expect(page.getByText(/^Next: .* 04:00 UTC\.$/)).toBeVisible()
  await expect(page.getByText(/^The next letters, 5 days before/)).toBeVisible()
  await expectAccessible(page)

  await page.goto(`${freshApp.url}/audit`)
  const last = page.getByRole('table', { name: 'Audit log' }).getByRole('row').nth(1)
  await expect(last).toContainText(/Daily run hour:.*4/)
})

test('where what checks a form cannot be fetched, the form says so, keeps what was typed and saves later', async ({
  page,
  signIn,
  allow,
}) => {
  allow(/_next\/static\/chunks/)
  allow(/ERR_FAILED/)
  await signIn(page)
  await page.goto('/settings/account')
  const name = page.getByLabel('Your name')
  const before = await name.inputValue()
  await page.waitForLoadState('networkidle')
  await page.route('**/_next/static/chunks/**', route => route.abort())
  await name.fill(`${before} Jr`)
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText(/the server could not be reached/)).toBeVisible()
  await expect(name).toHaveValue(`${before} Jr`)
  await page.unroute('**/_next/static/chunks/**')
  await name.fill('')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(name).toHaveAccessibleDescription(/name/)
  await name.fill(before)
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Name saved')).toBeVisible()
})
