import { expectAccessible } from '@/testing/browser/accessible'
import { admin } from '@/testing/browser/app-server'
import { expect, test } from '@/testing/browser/fixture'
import { codeOf, own } from '@/testing/browser/own-data'

test('an admin finds who came in and who did not, and reads it by event', async ({ page, signIn }) => {
  const stranger = `${codeOf(own('stranger'))}@example.com`
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(stranger)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /do not belong together/ })).toBeVisible()
  await signIn(page)
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Security log' }).click()
  await expect(page).toHaveURL(/security-log/)
  const log = page.getByRole('table', { name: 'Security log' })
  await expect(async () => {
    await page.goto(`/settings/security-log?q=${encodeURIComponent(stranger)}`)
    await expect(log.getByRole('row').filter({ hasText: stranger })).toContainText('Failed', {
      timeout: 1_000,
    })
  }).toPass()
  await expectAccessible(page)
  await page.goto('/settings/security-log?event=sign_in&outcome=done')
  await expect(log.getByRole('row').filter({ hasText: admin.email }).first()).toBeVisible()
  await expect(log.getByRole('row').filter({ hasText: stranger })).toHaveCount(0)
})

test('a password that is used too often is refused on its field, and the secret of a link stays out of every address', async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  const name = own('Person')
  await signIn(page)
  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite a user' })
  await panel.getByLabel('Name').fill(name)
  await panel.getByLabel('E-mail').fill(`${codeOf(name)}@example.com`)
  await panel.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  const token = link.split('#')[1] ?? ''
  expect(token).toHaveLength(43)
  const context = await browser.newContext({ baseURL })
  const theirs = await context.newPage()
  const addresses: string[] = []
  theirs.on('request', request => addresses.push(request.url(), request.headers().referer ?? ''))
  await theirs.goto(link)
  await theirs.getByLabel('Password').fill('Password123!')
  await theirs.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(theirs.getByLabel('Password')).toHaveAccessibleDescription(/most used passwords/)
  await expectAccessible(theirs)
  expect(theirs.url()).not.toContain(token)
  await theirs.getByLabel('Password').fill('a password of my own')
  await theirs.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(theirs.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  // What stands behind # is told by the browser to this test alone.
  expect(addresses.map(address => address.split('#')[0]).filter(address => address?.includes(token))).toEqual(
    [],
  )
  await theirs.goto(link)
  await expect(theirs.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
  await theirs.goto('about:blank')
  await context.close()
})

test('every answer has the headers that keep it to itself, and nobody is sent elsewhere after signing in', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  const script = await page.locator('script[src*="/_next/static/"]').first().getAttribute('src')
  const answers = await Promise.all([
    page.request.get('/customers'),
    page.request.get('/customers/', { maxRedirects: 0 }),
    page.request.get('/favicon.ico', { maxRedirects: 0 }),
    page.request.get(script ?? ''),
    page.request.get('/nothing-here'),
    page.request.post('/imports/upload'),
  ])
  for (const answer of answers) {
    const headers = answer.headers()
    expect([answer.url(), headers['x-content-type-options']]).toEqual([answer.url(), 'nosniff'])
    expect(headers['content-security-policy']).toMatch(/base-uri 'none'/)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
    expect(headers['content-security-policy']).not.toContain(', ')
  }
  expect(answers[5]?.headers()['cache-control']).toContain('no-store')
  expect(answers[0]?.headers()['content-security-policy']).toMatch(/style-src 'self' 'nonce-/)
  const away = await page.request.get('/sign-in?next=/.//evil.example/x', { maxRedirects: 0 })
  expect(new URL(away.headers().location ?? '', page.url()).origin).toBe(new URL(page.url()).origin)
})
