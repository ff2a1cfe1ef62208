/**
 * The pictures of the README, of the real app on the sample provider: `npx tsx e2e/screenshots.ts` after a production
 * build (`OPENMRC_BUILD_DIR=.next` where it lies there).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { admin, startApp } from '@/testing/browser/app-server'
import { needChromium } from '../bin/chromium'

const folder = join('docs', 'screenshots')

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
}

/** Loads the sample and posts a run through today, so that there is something to see. */
async function fill(page: Page): Promise<void> {
  await page.goto('/set-up')
  await page.getByRole('button', { name: 'Load the sample provider' }).click()
  await page.getByRole('heading', { name: 'Recurring per month' }).waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Run billing' }).first().click()
  await page.getByRole('radio', { name: 'Post' }).check()
  await page.getByRole('button', { name: /^Post charges through/ }).click()
  await page.getByRole('heading', { name: 'Charged', exact: true }).waitFor({ timeout: 120_000 })
}

async function addPackage(page: Page): Promise<void> {
  await page.goto('/packages')
  await page.getByRole('button', { name: 'Add package', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Add package' })
  await panel.getByLabel('Name').fill('SIP trunk, 10 channels')
  await panel.getByLabel('Cost', { exact: true }).fill('12.50')
  await panel.getByLabel('Retail', { exact: true }).fill('29')
  await panel.getByText('Monthly', { exact: true }).click()
  for (const day of [15, 31]) await panel.getByRole('button', { name: `Day ${day}` }).click()
  await panel.getByRole('listitem').nth(11).waitFor()
}

async function take(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const app = await startApp({ withAdmin: true })
  const browser = await chromium.launch({ executablePath: needChromium(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ baseURL: app.url, viewport: { width: 1280, height: 800 } })
    await signIn(page)
    await fill(page)
    await page.goto('/')
    await page
      .getByRole('img', { name: /Retail per day/ })
      .or(page.getByText('Due in 30 days'))
      .first()
      .waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(folder, 'dashboard.png') })
    await addPackage(page)
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(folder, 'add-package.png') })
  } finally {
    await browser.close()
    await app.stop()
  }
}

await take()
