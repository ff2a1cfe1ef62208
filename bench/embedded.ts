/** The embedded database: posting, and what a page waits meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '@/db/embedded/embedded'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { listCustomers } from '@/lib/customers/read/customers'
import { makeProvider } from './provider'

export type EmbeddedFigures = { lines: number; seconds: number; pageP50: number; pageP99: number }

/** Posts a run where everything is due, as the app does, while a page of customers is asked for over and over. */
export async function benchEmbedded(assignments: number): Promise<EmbeddedFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-bench-'))
  const { db, close } = await openEmbedded(folder)
  try {
    await makeProvider(db, { assignments })
    const waits: number[] = []
    let isPosting = true
    const pages = (async () => {
      while (isPosting) {
        const started = performance.now()
        await listCustomers({ db, actor: admin }, { search: '', sort: '', filters: {}, today: '2026-01-01' })
        waits.push(performance.now() - started)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    })()
    const started = performance.now()
    const { chargedCount } = await runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn: '2026-01-01',
        today: '2026-01-01',
        now: new Date('2026-01-01T09:00:00Z'),
        batchSize: 50,
        leavesRoom: true,
      },
    )
    const seconds = (performance.now() - started) / 1000
    isPosting = false
    await pages
    waits.sort((a, b) => a - b)
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0
    return { lines: chargedCount, seconds, pageP50: at(0.5), pageP99: at(0.99) }
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}
