import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'
import { invited } from '@/testing/browser/people'

test('an account manager gives many numbers a package, sees each row first, and takes it back in one step', async ({
  page,
  browser,
  baseURL,
  signIn,
}) => {
  test.setTimeout(120_000)
  const [customer, item, stem] = [own('Bulk'), own('Seat'), ownNumber()]
  const email = `${codeOf(own('bulk'))}@example.com`
  const numbers = ['1', '2', '3'].map(end => `${stem}${end}`)
  await signIn(page)
  const context = await browser.newContext({ baseURL })
  const theirs = await invited(page, context, email)
  const code = codeOf(customer)
  await saveRows(page, 'customers', [
    { account_code: code, name: customer, currency: 'USD', account_manager_email: email },
  ])
  await saveRows(
    page,
    'dids',
    [...numbers, `${stem}4`].map((number, i) => ({ number, customer_account_code: i < 3 ? code : '' })),
  )
  await saveRows(page, 'packages', [
    {
      code: codeOf(item),
      name: item,
      currency: 'USD',
      retail: '10',
      setup_retail: '2',
      frequency: 'monthly',
    },
  ])
  await saveRows(page, 'assignments', [
    { reference: own('held'), package_code: codeOf(item), did: numbers[2] ?? '', start_date: '2026-01-01' },
  ])

  // A number of the stock is none of theirs.
  await theirs.goto(`/dids?q=${stem}`)
  await expect(theirs.getByRole('row')).toHaveCount(4)
  await theirs.getByRole('checkbox', { name: `Select ${numbers[0]}` }).check()
  const bar = theirs.getByRole('toolbar', { name: 'Selected rows' })
  await theirs.setViewportSize({ width: 390, height: 800 })
  const beyond = await bar.evaluate(element => element.scrollWidth - element.clientWidth)
  expect(beyond, 'the bar scrolls sideways').toBeLessThanOrEqual(0)
  await expectAccessible(theirs)
  await theirs.setViewportSize({ width: 1280, height: 800 })
  await bar.getByLabel('All 3 that match').check()
  await bar.getByRole('button', { name: 'Assign' }).click()
  const panel = theirs.getByRole('dialog', { name: 'Assign a package' })
  await panel.getByLabel('Package', { exact: true }).fill(item)
  await theirs.getByRole('option', { name: item }).click()
  await expect(panel.getByRole('heading', { name: '2 rows will change' })).toBeVisible()
  const rows = panel.getByRole('list', { name: 'Rows' }).getByRole('listitem')
  await expect(rows.first()).toContainText(`Left out: It has ${item} already.`)
  await expect(panel.getByText('24.00 USD')).toBeVisible()
  await expectAccessible(theirs)
  await panel.getByRole('button', { name: 'Assign to 2' }).click()
  await expect(theirs.getByText('2 packages assigned')).toBeVisible()
  await expect(panel).toBeHidden()

  const takeBack = async () => {
    await theirs.goto('/assignments/bulk')
    await theirs.getByRole('row').filter({ hasText: item }).getByRole('button', { name: 'Take back' }).click()
    await theirs.getByRole('button', { name: 'Take back 2 rows' }).click()
  }
  // Somebody changes one of them: then nothing of it is taken back.
  await openFrom(page, '/dids', numbers[0] ?? '')
  await page.getByRole('link', { name: item }).click()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('button', { name: 'Save the end' }).click()
  await expect(page.getByText(/The end of .* is saved/)).toBeVisible()
  await takeBack()
  await expect(theirs.getByText(/was changed or deleted since/)).toBeVisible()
  await theirs.goto(`/assignments?q=${numbers[1]}`)
  await expect(theirs.getByRole('link', { name: item })).toBeVisible()

  // One that nobody touched is taken back whole.
  await theirs.goto(`/dids?q=${stem}`)
  for (const number of numbers.slice(0, 2))
    await theirs.getByRole('checkbox', { name: `Select ${number}` }).check()
  await bar.getByRole('button', { name: 'Quantity' }).click()
  const quantity = theirs.getByRole('dialog', { name: 'Change quantity' })
  await quantity.getByLabel('Package', { exact: true }).fill(item)
  await theirs.getByRole('option', { name: item }).click()
  await quantity.getByLabel('New quantity').fill('5')
  await quantity.getByRole('button', { name: /^Change \d/ }).click()
  await expect(theirs.getByText(/quantit.* changed/)).toBeVisible()
  await theirs.getByRole('button', { name: 'Undo' }).click()
  // Whoever leaves sooner may take the request along.
  await expect(theirs.getByText('Undone', { exact: true })).toBeVisible()
  await theirs.goto('/assignments/bulk')
  await expect(theirs.getByRole('row').filter({ hasText: `${item}: 5` })).toContainText('Taken back')
  await theirs.goto('about:blank')
  await context.close()
})
