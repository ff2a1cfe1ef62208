import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { customers, dids } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { users } from '@/db/schema/users'
import { commandLineActor } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases } from '@/testing/database'
import { importText, provider } from '@/testing/imports'
import { type FileKind, fileKinds } from './layouts'
import type { ImportProgress } from './report'
import { type FileSource, textSource } from './source'
import { importFile } from './write/import'

/** As the app imports on the embedded database: judged first, then written. */
function judgeFirst(
  db: Db,
  kind: FileKind,
  file: string | FileSource,
  onProgress?: (progress: ImportProgress) => void,
) {
  return importFile(
    { db, actor: commandLineActor },
    {
      source: typeof file === 'string' ? textSource(`${kind}.csv`, file) : file,
      ...{ kind, mode: 'save', batchSize: 2, isEmbedded: true },
      ...{ today: '2026-11-23', timeZone: 'UTC', currency: 'USD' },
      onProgress,
    },
  )
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

describeDatabases('a file that is judged before its transaction begins', open => {
  test('ends as one that is judged inside it, and again it changes nothing', async () => {
    const db = await open({ fresh: true })
    for (const kind of fileKinds) {
      const report = await judgeFirst(db, kind, provider[kind])
      expect(report).toMatchObject({ created: report.rows, saved: true })
    }
    for (const kind of fileKinds) {
      const report = await importText(db, kind, provider[kind])
      expect(report.report).toMatchObject({ unchanged: report.report.rows, saved: true })
    }
    expect(await db.$count(users)).toBe(1)
    expect(await db.$count(ledgerEntries)).toBe(2)
    expect(await checkLedger(db)).toEqual([])
  })

  test('says how far it has read, then how far it has written', async () => {
    const db = await open({ fresh: true })
    const steps: string[] = []
    await judgeFirst(db, 'customers', provider.customers, ({ step, rows }) => steps.push(`${step} ${rows}`))
    expect(steps).toEqual(['reading 2', 'reading 3', 'writing 2', 'writing 3'])
  })

  test('one bad row, and no transaction begins', async () => {
    const db = await open({ fresh: true })
    const report = await judgeFirst(db, 'customers', `${provider.customers}C4,,USD,,,new@example.com\n`)
    expect(report).toMatchObject({ created: 3, problemCount: 1, saved: false })
    expect([await db.$count(customers), await db.$count(users), await db.$count(auditLog)]).toEqual([0, 0, 0])
  })

  test('is judged in the transaction itself where somebody writes all the time', async () => {
    const db = await open({ fresh: true })
    const steps: string[] = []
    let opened = 0
    async function* pieces() {
      opened += 1
      const times = opened
      yield new TextEncoder().encode(provider.customers)
      // The third time the transaction is open, and whoever writes beside it waits for its end.
      if (times < 3) await db.insert(dids).values({ number: `4420794600${times}` })
    }
    const source = { name: 'customers.csv', size: null, open: pieces }
    const report = await judgeFirst(db, 'customers', source, ({ step }) => steps.push(step))
    expect(report).toMatchObject({ created: 3, saved: true })
    expect(opened).toBe(3)
    expect(steps).not.toContain('writing')
  })

  test('is judged again where somebody wrote something meanwhile', async () => {
    const db = await open({ fresh: true })
    await importText(db, 'customers', provider.customers)
    const file = `${provider.dids}442079460004,,,\n442079460005,,,\n`
    const half = file.indexOf('442079460005')
    const meanwhile = gate()
    async function* pieces() {
      yield new TextEncoder().encode(file.slice(0, half))
      await meanwhile.opened
      yield new TextEncoder().encode(file.slice(half))
    }
    const report = await judgeFirst(
      db,
      'dids',
      { name: 'dids.csv', size: null, open: pieces },
      async ({ step }) => {
        if (step !== 'reading') return
        await db.insert(dids).values({ number: '442079460001', carrier: 'Else' }).onConflictDoNothing()
        meanwhile.open()
      },
    )
    expect(report).toMatchObject({ created: 4, changed: 1, saved: true })
    const [row] = await db.select().from(dids).where(eq(dids.number, '442079460001'))
    expect(row).toMatchObject({ carrier: 'Voxbridge', revision: 2 })
  })
})

describeDatabases('before many rows are saved where pages share the connection', open => {
  test('a check says how long pages will wait, and says nothing for a few', async () => {
    const db = await open({ fresh: true })
    const notesOf = async (count: number, isEmbedded: boolean) => {
      const rows = Array.from({ length: count }, (_, n) => `K${n},Customer ${n},USD`)
      const { notes } = await importFile(
        { db, actor: commandLineActor },
        {
          source: textSource('customers.csv', ['account_code,name,currency', ...rows].join('\n')),
          ...{ kind: 'customers', mode: 'check', today: '2026-11-23', timeZone: 'UTC', currency: 'USD' },
          isEmbedded,
        },
      )
      return notes
    }
    expect(await notesOf(1_001, true)).toEqual(['Pages wait about 1 s while this is saved.'])
    expect(await notesOf(1_000, true)).toEqual([])
    expect(await notesOf(1_001, false)).toEqual([])
  })
})
