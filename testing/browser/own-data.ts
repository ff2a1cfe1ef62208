import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { FileKind } from '@/lib/imports/layouts'
import { expect } from './fixture'

/** A word that no other test uses: every journey has its own customers, numbers and packages. */
export function own(word: string): string {
  return `${word} ${randomInt(36 ** 5, 36 ** 6).toString(36)}`
}

/** A code for files, made from a name. `codeOf('Acme x1')` is `acme-x1`. */
export const codeOf = (name: string) => name.toLowerCase().replaceAll(' ', '-')

/** Twelve digits that nobody else has. */
export const ownNumber = () => `44${randomInt(1_000_000_000, 9_999_999_999)}`

/** What a journey begins with, saved through the same door as a file that was dropped on the import page. */
export async function saveRows(page: Page, kind: FileKind, rows: Record<string, string>[]): Promise<void> {
  const header = Object.keys(rows[0] ?? {})
  const csv = [header.join(','), ...rows.map(row => header.map(name => `"${row[name] ?? ''}"`).join(','))]
  const answer = await page.request.post(`/imports/upload?kind=${kind}&mode=save&name=${kind}.csv`, {
    headers: { origin: new URL(page.url()).origin },
    data: Buffer.from(`${csv.join('\n')}\n`),
  })
  expect(await answer.text()).toContain('"saved":true')
}

/** Opens the page of what a list calls `name`; the address then has its id. */
export async function openFrom(page: Page, list: string, name: string): Promise<void> {
  await page.goto(`${list}?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.waitForURL(url => /\/\d+$/.test(url.pathname))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}
