/** Whole providers as files, with the charges that must come out of them: `providers/<name>/`, large files packed by gzip. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { importFolder } from '@/lib/imports/folder'
import { fileKinds } from '@/lib/imports/layouts'
import type { ImportReport } from '@/lib/imports/report'
import { today } from './today'

/** The day through which each provider is billed to give its `charges.csv`. */
export const providers = {
  'ordinary-terms': '2026-03-31',
  'odd-terms': '2026-06-30',
  small: '2026-06-30',
} as const

export type ProviderName = keyof typeof providers

/** A file of a provider, unpacked. Throws a sentence if the repository lacks it. */
export function providerFile(name: ProviderName, kind: string): Buffer {
  const place = join(import.meta.dirname, 'providers', name, `${kind}.csv`)
  if (existsSync(place)) return readFileSync(place)
  if (existsSync(`${place}.gz`)) return gunzipSync(readFileSync(`${place}.gz`))
  throw new Error(`The data of a test is missing: there is neither ${place} nor ${place}.gz.`)
}

/** Imports a whole provider. Throws if a file is missing or a row is refused, so that no test runs on less. */
export async function loadProvider(db: Db, name: ProviderName = 'small'): Promise<ImportReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-provider-'))
  try {
    for (const kind of fileKinds) writeFileSync(join(folder, `${kind}.csv`), providerFile(name, kind))
    const request = { folder, check: false, today, timeZone: 'UTC', currency: 'USD' }
    const reports = await importFolder({ db, actor: admin }, request)
    const refused = reports.find(report => report.problemCount > 0)
    if (refused) throw new Error(`${name}/${refused.kind}.csv has rows that the import refuses.`)
    return reports
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
