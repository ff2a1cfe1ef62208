import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { openEmbedded } from '@/db/embedded/embedded'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { chanceOf, ownSeed } from '@/testing/chance'
import { describePostgres, withDatabase } from '@/testing/database'
import { type Cut, cutsOf, type Parcels, workCutOff } from '@/testing/faulty-network'
import { ledgerOf } from '@/testing/ledger'
import { loadProvider } from '@/testing/providers'
import { makeTemplate, type Template, undisturbedLedger } from '@/testing/template'
import { today } from '@/testing/today'
import { runBilling } from './start'

/** `npm run soak` cuts at every parcel and kills more often; the tests do so at every few. */
const isSoak = process.env.OPENMRC_SOAK === '1'
const throughOn = '2026-02-28'
const options = {
  mode: 'post',
  throughOn,
  now: new Date(`${today}T09:00:00Z`),
  today,
  batchSize: 25,
} as const

describePostgres('a run', () => {
  let template: Template
  let undisturbed: string[] = []
  beforeAll(async () => {
    template = await makeTemplate(db => loadProvider(db))
    undisturbed = await undisturbedLedger(template, db => runBilling({ db, actor: admin }, options))
  }, 60_000)

  /** Posts through a network that fails once, then posts again without; answers the parcels that the first try took. */
  async function disturbed(cut: Cut | null): Promise<Parcels> {
    const url = await template.copy()
    const parcels = await workCutOff(url, cut, db => runBilling({ db, actor: admin }, options))
    await withDatabase(url, async db => {
      await runBilling({ db, actor: admin }, options)
      expect(await ledgerOf(db)).toEqual(undisturbed)
      expect(await checkLedger(db)).toEqual([])
    })
    return parcels
  }

  it('gives the same ledger wherever the connection is cut, the answer to COMMIT included', async () => {
    const whole = await disturbed(null)
    expect(whole.questions).toBeGreaterThan(40)
    for (const cut of cutsOf(whole, isSoak ? null : 16)) await disturbed(cut)
  }, 1_800_000)
})

const kills = isSoak ? 40 : 2

/** Posts by the command line in a process of its own, and kills it after `milliseconds` unless it has ended. */
function postAndKill(environment: Record<string, string>, milliseconds: number | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'bin/openmrc.ts', 'bill', '--through', throughOn],
      {
        env: { ...process.env, NODE_OPTIONS: '--conditions=react-server', ...environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    child.stderr.on('data', (text: Buffer) => {
      said += text
    })
    const timer = milliseconds === null ? null : setTimeout(() => child.kill('SIGKILL'), milliseconds)
    child.on('error', reject)
    child.on('exit', code => {
      if (timer) clearTimeout(timer)
      if (milliseconds === null && code !== 0) reject(new Error(said))
      else resolve()
    })
  })
}

const seed = ownSeed()
const chance = chanceOf(seed)

/** Moments spread over the time that an undisturbed process takes. */
function momentsOf(took: number): number[] {
  return Array.from({ length: kills }, (_, i) =>
    Math.round(took * (0.35 + (0.6 * (i + chance.whole(0, 999) / 1_000)) / kills)),
  )
}

describe(`a posting process killed at any moment, started again: seed ${seed}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-kill-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function embedded<T>(name: string, work: (db: Db) => Promise<T>): Promise<T> {
    const { db, close } = await openEmbedded(join(folder, name))
    try {
      return await work(db)
    } finally {
      await close()
    }
  }

  it('gives the ledger of an undisturbed one on the embedded database', async () => {
    await embedded('loaded', db => loadProvider(db))
    await cp(join(folder, 'loaded'), join(folder, 'whole'), { recursive: true })
    const started = performance.now()
    await postAndKill({ OPENMRC_DATA: join(folder, 'whole') }, null)
    const took = performance.now() - started
    const expected = await embedded('whole', ledgerOf)
    for (const moment of momentsOf(took)) {
      await cp(join(folder, 'loaded'), join(folder, 'killed'), { recursive: true })
      await postAndKill({ OPENMRC_DATA: join(folder, 'killed') }, moment)
      await postAndKill({ OPENMRC_DATA: join(folder, 'killed') }, null)
      await embedded('killed', async db => {
        expect(await ledgerOf(db)).toEqual(expected)
        expect(await checkLedger(db)).toEqual([])
      })
      await rm(join(folder, 'killed'), { recursive: true, force: true })
    }
  }, 1_800_000)

  it('gives the ledger of an undisturbed one on PostgreSQL', async () => {
    const loaded = await makeTemplate(db => loadProvider(db))
    const whole = await loaded.copy()
    const started = performance.now()
    await postAndKill({ DATABASE_URL: whole }, null)
    const took = performance.now() - started
    const expected = await withDatabase(whole, ledgerOf)
    for (const moment of momentsOf(took)) {
      const url = await loaded.copy()
      await postAndKill({ DATABASE_URL: url }, moment)
      await postAndKill({ DATABASE_URL: url }, null)
      await withDatabase(url, async db => {
        expect(await ledgerOf(db)).toEqual(expected)
        expect(await checkLedger(db)).toEqual([])
      })
    }
  }, 1_800_000)
})
