import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { createFirstAdmin } from '@/testing/browser/people'

test('a stranger cannot claim the installation; whoever has the code starts empty and is shown the first steps', async ({
  page,
  freshApp,
}) => {
  test.setTimeout(120_000)
  await page.goto(freshApp.url)
  await expect(page).toHaveURL(/set-up/)
  await expectAccessible(page)
  await page.getByLabel('Code').fill('AAAA-AAAA')
  await page.getByLabel('Your name').fill('Mallory')
  await page.getByLabel('E-mail').fill('mallory@example.com')
  await page.getByLabel('Password').fill('a long password')
  await page.getByLabel('Provider name').fill('Mine')
  await page.getByRole('button', { name: 'Create the first admin' }).click()
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/That is not the code/)
  await expect(page.getByLabel('Your name')).toHaveValue('Mallory')
  await page.goto(`${freshApp.url}/packages`)
  await expect(page).toHaveURL(/set-up/)

  await createFirstAdmin(page, freshApp)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Start empty' }).click()
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await expectAccessible(page)
  for (const place of ['packages', 'customers', 'dids', 'assignments', 'billing-runs', 'usage', 'payments']) {
    await page.goto(`${freshApp.url}/${place}`)
    await expect(page.getByText(/^No .* yet$/)).toBeVisible()
    await expectAccessible(page)
  }
})

test('the first admin loads the sample provider, sees how far it is, and finds a working provider', async ({
  page,
  freshApp,
}) => {
  await createFirstAdmin(page, freshApp)
  await page.getByRole('button', { name: 'Load the sample provider' }).click()
  await expect(page.getByRole('progressbar', { name: 'Loading the sample provider' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Recurring per month' })).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('table', { name: /Recurring amounts/ })).toContainText(/\d+\.\d\d/)
  await expectAccessible(page)
  await page.goto(`${freshApp.url}/packages`)
  await expect(page.getByRole('table', { name: 'Packages' })).toContainText('Monthly on')
})

test('the code of a link that is opened while the page comes to life is taken', async ({
  page,
  freshApp,
}) => {
  await page.addInitScript(() => {
    const write = window.history.replaceState.bind(window.history)
    let isFirst = true
    window.history.replaceState = (...of) => {
      // The link is opened, and the framework, which does not know of it yet, writes the address that the page began with.
      if (isFirst) window.location.hash = 'ABCD-EFGH'
      isFirst = false
      write(...of)
    }
  })
  await page.goto(`${freshApp.url}/set-up`)
  await expect(page.getByLabel('Code')).toHaveValue('ABCD-EFGH')
})
