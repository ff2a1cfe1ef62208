import { readFile } from 'node:fs/promises'
import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, own } from '@/testing/browser/own-data'

const file = (text: string) => ({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file tells every bad row and saves nothing; mended it is saved whole, and once', async ({
  page,
  signIn,
}) => {
  const [good, bad] = [own('Good'), own('Bad')]
  await signIn(page)
  await page.goto('/imports?kind=customers')
  await expectAccessible(page)
  const choose = page.getByLabel(/Drop a file of customers here|customers.csv/)
  const rows = ['account_code,name,currency,debit_limit', `${codeOf(good)},${good},USD,100`]
  await choose.setInputFiles(file([...rows, `${codeOf(bad)},,XXQ,1e9`].join('\n')))
  const problems = page.getByRole('table', { name: 'Problems' })
  for (const column of ['name', 'currency', 'debit_limit']) {
    const problem = problems.getByRole('row').filter({ has: page.getByText(column, { exact: true }) })
    await expect(problem.getByRole('cell').first()).toHaveText(/3$/)
  }
  await expect(page.getByText(/nothing was saved/)).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/customers?q=${encodeURIComponent(good)}`)
  await expect(page.getByText('Nothing matches')).toBeVisible()

  await page.goto('/imports?kind=customers')
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

test('columns of another name are chosen by hand, and the bad rows are mended in a file of their own', async ({
  page,
  signIn,
}) => {
  const [good, bad] = [own('Chosen'), own('Mended')]
  await signIn(page)
  await page.goto('/imports?kind=customers')
  const choose = page.getByLabel(/Drop a file of customers here|customers.csv/)
  const rows = [`${codeOf(good)},"${good}, Ltd",USD,-5`, `${codeOf(bad)},=${bad},XXQ,=1`]
  await choose.setInputFiles(file(['Account Code,Legal title,Currency,debit_limit', ...rows].join('\n')))
  await expect(page.getByText('Still needed: name.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Column for name' }).selectOption('Legal title')
  await expect(page.getByRole('table', { name: 'Columns' })).toContainText(`${good}, Ltd · =${bad}`)
  await page.getByRole('button', { name: 'Check with these columns' }).click()
  const problem = page.getByRole('table', { name: 'Problems' }).getByRole('row').filter({ hasText: 'XXQ' })
  await expect(problem).toContainText('Choose a currency')
  await expect(problem).toContainText(codeOf(bad))
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Bad rows to mend' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('errors,account_code,name,currency,debit_limit')
  expect(text).toContain(`,'=${bad},XXQ,'=1`)
  expect(text).not.toContain(good)
  await choose.setInputFiles(file(text.replace(",XXQ,'=1", ',EUR,0')))
  await expect(page.getByText('Not read: “errors”.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 customer' }).click()
  await expect(page.getByText('1 customer imported')).toBeVisible()
  await page.goto(`/customers?q=${encodeURIComponent(bad)}`)
  await expect(page.getByRole('link', { name: `=${bad}` })).toBeVisible()
})

test('what is no CSV of ours is refused with a sentence', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/imports?kind=customers')
  const choose = page.getByLabel(/Drop a file of customers here|customers.csv/)
  for (const text of ['\u0089PNG\r\n\u001a\n\u0000\u0000', 'name,currency\nAcme,USD\n', '']) {
    await choose.setInputFiles(file(text))
    await expect(page.getByText('The file was not imported')).toBeVisible()
    await page.reload()
  }
})
