import { admin } from './app-server'
import { expect, test } from './fixture'

test('a wrong password is refused with a sentence, and what was typed stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(admin.email)
  await expect(page).toHaveURL(/sign-in/)
})

test('the admin of the environment signs in, and out again', async ({ page, signIn }) => {
  await signIn(page)
  await expect(page).not.toHaveURL(/sign-in|set-up/)
})
