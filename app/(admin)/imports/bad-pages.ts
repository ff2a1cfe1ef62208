'use client'
import { mendingHeader, mendingRows } from '@/lib/imports/bad-rows'
import type { BadRow } from '@/lib/imports/report'

/** Rows on one page of what is wrong. */
export const pageRows = 100

/**
 * Every bad row of a file, a page at a time outside the page's own memory: a file of a hundred thousand bad rows is paged
 * and downloaded without the browser ever holding it.
 */
export type BadPages = {
  header: readonly string[]
  count: number
  full: readonly Blob[]
  rest: readonly BadRow[]
}

export const noBadPages: BadPages = { header: [], count: 0, full: [], rest: [] }

const stored = (rows: readonly BadRow[]) => new Blob([JSON.stringify(rows)])

/** The pages with more rows behind them. */
export function withRows(pages: BadPages, rows: readonly BadRow[]): BadPages {
  const waiting = [...pages.rest, ...rows]
  const full = [...pages.full]
  let at = 0
  for (; at + pageRows <= waiting.length; at += pageRows) full.push(stored(waiting.slice(at, at + pageRows)))
  return { ...pages, count: pages.count + rows.length, full, rest: waiting.slice(at) }
}

/** How many pages there are; none where nothing is wrong. */
export function pageCount({ full, rest }: BadPages): number {
  return full.length + (rest.length > 0 ? 1 : 0)
}

/** Where the rows of a page lie, the first page is 1: a full one does not change any more, the last one grows. */
export function pageOf({ full, rest }: BadPages, page: number): Blob | readonly BadRow[] {
  return full[page - 1] ?? rest
}

/** The rows of one page. */
export async function readPage(page: Blob | readonly BadRow[]): Promise<readonly BadRow[]> {
  if (!(page instanceof Blob)) return page
  const rows: BadRow[] = JSON.parse(await page.text())
  return rows
}

/** The file to mend: made a page at a time, so that the screen stays alive meanwhile. */
export async function fileToMend(pages: BadPages): Promise<Blob> {
  // With the mark, spreadsheets read it as UTF-8.
  const parts = ['\uFEFF', mendingHeader(pages.header)]
  for (let page = 1; page <= pageCount(pages); page += 1)
    parts.push(mendingRows(pages.header, await readPage(pageOf(pages, page))))
  return new Blob(parts, { type: 'text/csv' })
}
