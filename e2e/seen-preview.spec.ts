import type { Page } from '@playwright/test'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'

/** Holds back the code that checks the form until `release` is called: what is pressed is not sent before that. */
async function holdChecks(page: Page): Promise<{ release: () => void }> {
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route('**/_next/static/chunks/**', async route => {
    await released
    await route.continue()
  })
  return { release }
}

test('prices are saved as they were seen when the button was pressed, not as a later preview says', async ({
  page,
  context,
  signIn,
}) => {
  const name = own('Seen')
  await signIn(page)
  await saveRows(page, 'packages', [{ code: codeOf(name), name, currency: 'USD', retail: '10', cost: '4' }])
  await page.goto(`/packages?q=${encodeURIComponent(name)}`)
  await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('button', { name: 'Change prices' }).click()
  const panel = page.getByRole('dialog', { name: 'Change the prices of 1 package' })
  await expect(panel.getByLabel('Change by')).toBeVisible()
  const checks = await holdChecks(page)
  await panel.getByLabel('Change by').fill('5')
  const row = panel.getByRole('table', { name: 'Old and new prices' }).getByRole('row', { name })
  await expect(row).toContainText(/10\.00.*10\.50/)
  await panel.getByRole('button', { name: 'Change 1 package' }).click()

  // Somebody else saves another price, and a preview of that comes before the press is sent.
  const other = await context.newPage()
  await openFrom(other, '/packages', name)
  await other.getByRole('button', { name: 'Edit', exact: true }).click()
  const edit = other.getByRole('dialog', { name: `Edit ${name}` })
  await edit.getByLabel('Retail', { exact: true }).fill('20')
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(edit).toBeHidden()
  await panel.getByLabel('Change by').fill('-50')
  await expect(row).toContainText(/20\.00.*10\.00/)
  checks.release()
  await expect(panel.getByText(`Another user saved ${name} meanwhile`)).toBeVisible()
})

test('many rows are changed as they were seen when the button was pressed', async ({ page, signIn }) => {
  const [customer, item, stem] = [own('Seen'), own('Seat'), ownNumber()]
  const numbers = ['1', '2'].map(end => `${stem}${end}`)
  await signIn(page)
  const code = codeOf(customer)
  await saveRows(page, 'customers', [{ account_code: code, name: customer, currency: 'USD' }])
  await saveRows(
    page,
    'dids',
    numbers.map(number => ({ number, customer_account_code: code })),
  )
  await saveRows(page, 'packages', [{ code: codeOf(item), name: item, currency: 'USD', retail: '10' }])
  await saveRows(
    page,
    'assignments',
    numbers.map((did, i) => ({
      ...{ reference: own('held'), package_code: codeOf(item), did },
      start_date: i === 0 ? '2026-01-01' : '2026-06-01',
    })),
  )
  await page.goto(`/dids?q=${stem}`)
  for (const number of numbers) await page.getByRole('checkbox', { name: `Select ${number}` }).check()
  await page
    .getByRole('toolbar', { name: 'Selected rows' })
    .getByRole('button', { name: 'End', exact: true })
    .click()
  const panel = page.getByRole('dialog', { name: 'End packages' })
  const endOn = panel.getByLabel('End date')
  const seen = await endOn.inputValue()
  const checks = await holdChecks(page)
  // Whoever types makes the form fetch what checks it.
  await endOn.fill('')
  await endOn.fill(seen)
  await expect(panel.getByRole('heading', { name: '2 rows will change' })).toBeVisible()
  await panel.getByRole('button', { name: 'End 2' }).click()
  await endOn.fill('2026-03-31')
  await expect(panel.getByRole('heading', { name: '1 row will change' })).toBeVisible()
  const sent = page.waitForRequest(request => request.url().endsWith('/assignments/bulk/save'))
  checks.release()
  const { change, count } = (await sent).postDataJSON()
  expect({ endOn: change.endOn, count }).toEqual({ endOn: seen, count: 2 })
  await expect(page.getByText('2 packages ended')).toBeVisible()
})
