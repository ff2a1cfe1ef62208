import { expectAccessible } from './accessible'
import { expect, test } from './fixture'
import { codeOf, own } from './own-data'

const file = (text: string) => ({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file tells every bad row and saves nothing; mended it is saved whole, and once', async ({
  page,
  signIn,
}) => {
  const [good, bad] = [own('Good'), own('Bad')]
  await signIn(page)
  await page.goto('/import?kind=customers')
  await expectAccessible(page)
  const choose = page.getByLabel(/Drop a file of customers here|customers.csv/)
  const rows = ['account_code,name,currency,debit_limit', `${codeOf(good)},${good},USD,100`]
  await choose.setInputFiles(file([...rows, `${codeOf(bad)},,XXQ,1e9`].join('\n')))
  const problems = page.getByRole('table', { name: 'Problems' })
  for (const column of ['name', 'currency', 'debit_limit']) {
    const problem = problems.getByRole('row').filter({ has: page.getByText(column, { exact: true }) })
    await expect(problem.getByRole('cell').first()).toHaveText('3')
  }
  await expect(page.getByText(/nothing was saved/)).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/customers?q=${encodeURIComponent(good)}`)
  await expect(page.getByText('Nothing matches')).toBeVisible()

  await page.goto('/import?kind=customers')
  const mended = file([...rows, `${codeOf(bad)},${bad},EUR,0`].join('\n'))
  await choose.setInputFiles(mended)
  await page.getByRole('button', { name: 'Import 2 customers' }).click()
  await expect(page.getByText('2 customers imported')).toBeVisible()
  await choose.setInputFiles(mended)
  await expect(page.getByText('Nothing to import')).toBeVisible()
  await page.getByRole('link', { name: 'Customers', exact: true }).first().click()
  await page.getByRole('textbox', { name: 'Search name, code, e-mail' }).fill(good)
  await expect(page.getByRole('link', { name: good })).toBeVisible()
})

test('what is no CSV of ours is refused with a sentence', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/import?kind=customers')
  const choose = page.getByLabel(/Drop a file of customers here|customers.csv/)
  for (const text of ['\u0089PNG\r\n\u001a\n\u0000\u0000', 'name,currency\nAcme,USD\n', '']) {
    await choose.setInputFiles(file(text))
    await expect(page.getByText('The file was not imported')).toBeVisible()
    await page.reload()
  }
})
