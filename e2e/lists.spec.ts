import { expect, test } from '@/testing/browser/fixture'
import { codeOf, own, saveRows } from '@/testing/browser/own-data'

test('a search that is still being typed and a filter both count, whichever comes first', async ({
  page,
  signIn,
}) => {
  const word = own('Quick')
  const rows = ['EUR', 'USD'].map(currency => ({ name: `${word} ${currency}`, currency }))
  await signIn(page)
  await saveRows(
    page,
    'customers',
    rows.map(row => ({ ...row, account_code: codeOf(row.name) })),
  )
  await page.goto('/customers')
  const search = page.getByRole('textbox', { name: 'Search name, code, e-mail' })
  // The script has taken over once a search changes the address.
  await search.fill('nobody of this name')
  await expect(page).toHaveURL(/q=nobody/)
  await search.fill(word)
  await page.getByLabel('Currency', { exact: true }).selectOption('EUR')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('link', { name: `${word} EUR` })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`q=${word.replace(' ', '\\+')}.*currency=EUR|currency=EUR.*q=`))
  await expect(search).toHaveValue(word)
})

test('days are typed into the audit log; an address past the end leads back to the list', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/settings/users?page=99')
  await expect(page.getByText('Nothing on this page')).toBeVisible()
  await page.getByRole('link', { name: 'To the first page' }).click()
  await expect(page.getByRole('table', { name: 'Users' })).toBeVisible()
  await page.goto('/audit')
  const from = page.getByRole('textbox', { name: 'From' })
  await from.pressSequentially('1999-12-31')
  await expect(page).toHaveURL(/from=1999-12-31/)
  await from.press('Backspace')
  await expect(from).toHaveValue('1999-12-3')
  await from.pressSequentially('0')
  await expect(page).toHaveURL(/from=1999-12-30/)
  await expect(from).toHaveValue('1999-12-30')
})
