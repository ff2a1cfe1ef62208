import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'
import { codeOf, own } from '@/testing/browser/own-data'
import { invited } from '@/testing/browser/people'

test('a role that is changed counts at once; who is deactivated is out at once, and in again when activated', async ({
  page,
  browser,
  baseURL,
  signIn,
}) => {
  const name = own('Person')
  const who = { email: `${codeOf(name)}@example.com`, password: 'a password of my own' }
  await signIn(page)
  const context = await browser.newContext({ baseURL })
  const theirs = await invited(page, context, who.email, name)
  await theirs.goto('/audit')
  await expect(theirs.getByText('There is nothing at this address')).toBeVisible()

  const choose = async (deed: string) => {
    await page.goto(`/settings/users?q=${encodeURIComponent(name)}`)
    const entry = page.getByRole('menuitem', { name: deed, exact: true })
    await openBy(page.getByRole('button', { name: `Change ${name}` }), entry)
    await entry.click()
  }
  await choose('Edit')
  const panel = page.getByRole('dialog', { name, exact: true })
  await panel.getByRole('radio', { name: /^Admin/ }).check()
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel).toBeHidden()
  await expect(page.getByRole('row').filter({ hasText: who.email })).toContainText('Admin')
  await theirs.reload()
  await expect(theirs.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()

  await choose('Deactivate')
  await page.getByRole('button', { name: `Deactivate ${name}` }).click()
  await expect(page.getByRole('row').filter({ hasText: who.email })).toContainText('Deactivated')
  await theirs.reload()
  await expect(theirs).toHaveURL(/sign-in/)
  await theirs.getByLabel('E-mail').fill(who.email)
  await theirs.getByLabel('Password', { exact: true }).fill(who.password)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await expect(theirs.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible()
  await expect(theirs).toHaveURL(/sign-in/)

  await choose('Activate')
  await expect(page.getByRole('row').filter({ hasText: who.email })).toContainText('Active')
  await signIn(theirs, who)
  await expect(theirs.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  await theirs.goto('about:blank')
  await context.close()
})
