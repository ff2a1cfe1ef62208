import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'
import { invited } from '@/testing/browser/people'

test('a number moves to another customer with what is open on it, its exit is quoted, and back in stock nobody pays for it', async ({
  page,
  browser,
  baseURL,
  signIn,
}) => {
  test.setTimeout(120_000)
  const [from, to, euro, item, number] = [own('From'), own('To'), own('Euro'), own('Line'), ownNumber()]
  const email = `${codeOf(own('mover'))}@example.com`
  await signIn(page)
  const context = await browser.newContext({ baseURL })
  const theirs = await invited(page, context, email)
  const rows = [from, to, euro].map(name => ({
    ...{ account_code: codeOf(name), name, currency: name === euro ? 'EUR' : 'USD' },
  }))
  await saveRows(
    page,
    'customers',
    rows.map(row => ({ ...row, account_manager_email: email })),
  )
  await saveRows(page, 'dids', [{ number, customer_account_code: codeOf(from) }])
  const terms = { retail: '31', frequency: 'monthly', frequency_match: '31', last_period: 'prorate' }
  await saveRows(page, 'packages', [
    { code: codeOf(item), name: item, currency: 'USD', minimum_days: '3650', ...terms },
  ])
  await saveRows(page, 'assignments', [
    { reference: own('moved'), package_code: codeOf(item), did: number, start_date: '2026-01-01' },
  ])

  await openFrom(theirs, '/dids', number)
  const address = theirs.url()
  const edit = async () => {
    await theirs.getByRole('button', { name: 'Edit or move' }).click()
    return theirs.getByRole('dialog', { name: `Edit ${number}` })
  }
  const panel = await edit()
  const choose = async (name: string) => {
    await panel.getByRole('combobox', { name: /^Customer/ }).fill(name)
    await theirs.getByRole('option', { name }).click()
  }
  await choose(to)
  await expect(panel.getByRole('group', { name: /^1 open assignment/ })).toBeVisible()
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel.getByText(/end or move them in the same step/)).toBeVisible()
  await panel.getByLabel('Move them with the number').check()
  // Whom it cannot move to is said before and after saving, and goes away with another choice.
  await choose(euro)
  await expect(panel.getByLabel('Move them with the number')).toBeDisabled()
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel.getByRole('radiogroup')).toHaveAccessibleDescription(/pays in EUR/)
  await choose(to)
  await expect(panel.getByText(/pays in EUR/)).toHaveCount(0)
  const becomes = panel.getByRole('list', { name: 'Effect on each assignment' })
  await expect(becomes).toContainText(`The new customer pays from`)
  await expect(becomes).toContainText(`${from} still pays`)
  await expectAccessible(theirs)
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel).toBeHidden()
  await expect(theirs.getByRole('link', { name: to })).toBeVisible()
  await theirs.getByRole('link', { name: item }).first().click()
  await theirs.waitForURL(/\/assignments\/\d+$/)
  await expect(theirs.getByRole('link', { name: to }).first()).toBeVisible()
  await expect(theirs.getByText(/Moved from .*; dates counted from 1 Jan 2026/)).toBeVisible()

  // Minimum days: the manager cannot leave before they are over, and is told the days that can be chosen.
  await theirs.getByRole('button', { name: 'End', exact: true }).click()
  const end = theirs.getByRole('dialog', { name: 'End the assignment' })
  await expect(end.getByText(/Minimum days: not before/)).toBeVisible()
  const cheapest = end.getByRole('button', { name: /^Cheapest day/ })
  await expect(cheapest).toBeVisible()
  await end.getByLabel('End date').fill('2030-01-01')
  await end.getByRole('button', { name: 'Save the end' }).click()
  await expect(end.getByLabel('End date')).toHaveAccessibleDescription(/minimum days/i)
  await cheapest.click()
  await expect(end.getByLabel('End date')).not.toHaveValue('2030-01-01')
  const endOn = await end.getByLabel('End date').inputValue()
  await expectAccessible(theirs)
  await end.getByRole('button', { name: 'Save the end' }).click()
  await expect(end).toBeHidden()
  expect(Date.parse(endOn)).toBeGreaterThanOrEqual(Date.parse('2035-12-29'))

  // Back to stock: an admin ends what is open on it before its minimum days, with a reason.
  await page.goto(address)
  await page.getByRole('button', { name: 'Edit or move' }).click()
  const mine = page.getByRole('dialog', { name: `Edit ${number}` })
  await mine.getByRole('button', { name: 'Clear' }).click()
  await expect(mine.getByLabel('Move them with the number')).toBeDisabled()
  await mine.getByRole('radio', { name: /^End them/ }).check()
  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine.getByLabel('Reason')).toHaveAccessibleDescription(/minimum days|reason/i)
  await mine.getByLabel('Reason').fill('The customer gave the number back')
  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine).toBeHidden()
  await expect(page.getByText('In stock').first()).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: item }).first()).toContainText(/Ending|Ended/)
  await theirs.goto(address)
  await expect(theirs.getByText('There is nothing at this address')).toBeVisible()
  await theirs.goto('about:blank')
  await context.close()
})
