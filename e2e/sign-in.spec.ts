import { expectAccessible } from '@/testing/browser/accessible'
import { admin } from '@/testing/browser/app-server'
import { expect, test } from '@/testing/browser/fixture'

const refused = 'That e-mail and password do not belong together. Check both and try again.'

test('a wrong password and an unknown e-mail are refused with the same sentence, and the e-mail stays', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
  for (const email of [admin.email, 'nobody@example.com']) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: refused })).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue(email)
    await page.reload()
  }
  await page.goto('/packages')
  await expect(page).toHaveURL(/sign-in/)
})

test('whoever signs in gets the page that was asked for, and after signing out none', async ({ page }) => {
  await page.goto('/customers')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/customers$/)
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await page.goto('/customers')
  await expect(page).toHaveURL(/sign-in/)
})
