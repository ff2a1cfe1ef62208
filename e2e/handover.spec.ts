import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'
import { codeOf, openFrom, own, saveRows } from '@/testing/browser/own-data'
import { invited } from '@/testing/browser/people'

test('a customer who is handed over leaves one manager for the other at once, and the history says so', async ({
  page,
  browser,
  baseURL,
  signIn,
}) => {
  const [name, before, after] = [own('Handed'), own('First'), own('Second')]
  const emailOf = (person: string) => `${codeOf(person)}@example.com`
  await signIn(page)
  const contexts = [await browser.newContext({ baseURL }), await browser.newContext({ baseURL })] as const
  const first = await invited(page, contexts[0], emailOf(before), before)
  const second = await invited(page, contexts[1], emailOf(after), after)
  await saveRows(page, 'customers', [
    { account_code: codeOf(name), name, currency: 'USD', account_manager_email: emailOf(before) },
  ])
  await openFrom(first, '/customers', name)
  const address = new URL(first.url()).pathname
  await second.goto(address)
  await expect(second.getByText('There is nothing at this address')).toBeVisible()

  await page.goto(address)
  const panel = page.getByRole('dialog', { name: `Edit ${name}` })
  await openBy(page.getByRole('button', { name: 'Edit', exact: true }), panel)
  await panel.getByLabel('Account manager').selectOption({ label: after })
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel).toBeHidden()
  await expect(page.getByText(`account manager ${after}`)).toBeVisible()
  await page.goto(`${address}?tab=history`)
  const change = new RegExp(`Account manager: ${emailOf(before)}.*${emailOf(after)}`)
  await expect(page.getByText(change)).toBeVisible()

  await first.reload()
  await expect(first.getByText('There is nothing at this address')).toBeVisible()
  await openFrom(second, '/customers', name)
  for (const theirs of [first, second]) await theirs.goto('about:blank')
  for (const context of contexts) await context.close()
})
