import type { BrowserContext, Page } from '@playwright/test'
import { expect } from './fixture'

/** Invites an account manager, as the admin of `page`, and accepts in `context`. */
export async function invited(page: Page, context: BrowserContext, email: string): Promise<Page> {
  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite somebody' })
  await panel.getByLabel('Name').fill('Max Manager')
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
