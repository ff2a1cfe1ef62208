import type { BrowserContext, Page } from '@playwright/test'
import { type AppServer, admin } from './app-server'
import { expect } from './fixture'

/** Invites an account manager, as the admin of `page`, and accepts in `context`. */
export async function invited(
  page: Page,
  context: BrowserContext,
  email: string,
  name = 'Max Manager',
): Promise<Page> {
  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite a user' })
  await panel.getByLabel('Name').fill(name)
  await panel.getByLabel('E-mail').fill(email)
  await panel.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  const theirs = await context.newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Password').fill('a password of my own')
  await theirs.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(theirs.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  return theirs
}

/** Claims a new installation with the code that its terminal shows; then it asks how to begin. */
export async function createFirstAdmin(page: Page, app: AppServer): Promise<void> {
  const link = /http:\/\/localhost:\d+\/set-up#\S+/.exec(app.output())?.[0]
  expect(link, 'the terminal shows the address with the code').toBeDefined()
  await page.goto(link ?? '')
  await page.getByLabel('Your name').fill('Ada Keys')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password').fill(admin.password)
  await page.getByLabel('Provider name').fill('Ada Telecom')
  await page.getByRole('button', { name: 'Create the first admin' }).click()
  await expect(page.getByRole('heading', { name: 'Welcome, Ada Keys' })).toBeVisible()
  // The page is drawn anew without being left; its title comes a moment after its heading.
  await expect(page).toHaveTitle(/Set up/)
}
