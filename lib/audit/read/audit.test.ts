import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { type Actor, commandLineActor, systemActor } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { writeAudit } from '../write/audit'
import { listAudit, listEntityAudit } from './audit'

const manager: Actor = {
  id: 'm',
  email: 'm@example.com',
  name: 'M',
  role: 'account_manager',
  canSeeCost: false,
}

describeDatabases('the audit log', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    for (let number = 1; number <= 120; number++) {
      await writeAudit(
        { db, actor: number % 2 === 0 ? systemActor : commandLineActor },
        {
          action: 'package.updated',
          entity: 'package',
          entityId: number,
          label: `Package ${number}`,
          before: { retailMicro: 1, costMicro: 1, same: true },
          after: { retailMicro: number + 1, costMicro: 2, same: true },
          reason: number === 7 ? '100% wrong' : null,
        },
      )
    }
  })
  const ask = (more: Partial<Parameters<typeof listAudit>[1]> = {}) =>
    listAudit({ db, actor: systemActor }, { timeZone: 'UTC', ...more })

  it('pages from the newest to the oldest and back, without gap or overlap', async () => {
    const first = await ask()
    const second = await ask({ after: first.next })
    const third = await ask({ after: second.next })
    const labels = [...first.rows, ...second.rows, ...third.rows].map(row => row.label)
    expect(labels).toEqual(Array.from({ length: 120 }, (_, index) => `Package ${120 - index}`))
    expect([first.previous, third.next]).toEqual([null, null])
    const back = await ask({ before: third.previous })
    expect(back.rows).toEqual(second.rows)
    expect((await ask({ before: back.previous })).previous).toBeNull()
  })

  it('finds by what, who and why, and takes a percent sign for itself', async () => {
    expect((await ask({ search: '100%' })).rows.map(row => row.label)).toEqual(['Package 7'])
    expect((await ask({ search: '100_' })).rows).toEqual([])
    expect((await ask({ actor: 'command line' })).rows.every(row => row.actor === 'command line')).toBe(true)
    expect((await ask({ entity: 'customer' })).rows).toEqual([])
  })

  it('ends a day at midnight of the billing time zone', async () => {
    await db.insert(auditLog).values({
      at: new Date('2020-06-01T22:30:00Z'),
      actor: 'system',
      action: 'user.updated',
      entity: 'user',
      entityId: 'x',
      label: 'late in Berlin',
    })
    const on = async (date: string, timeZone: string) =>
      (await ask({ from: date, to: date, timeZone })).rows.map(row => row.label)
    expect(await on('2020-06-01', 'UTC')).toEqual(['late in Berlin'])
    expect(await on('2020-06-01', 'Europe/Berlin')).toEqual([])
    expect(await on('2020-06-02', 'Europe/Berlin')).toEqual(['late in Berlin'])
  })

  it('keeps cost from whoever may not see it, and the log from whoever is no admin', async () => {
    const [row] = await listEntityAudit({ db, actor: manager }, 'package', 7)
    expect(row).toMatchObject({ before: { retailMicro: 1 }, after: { retailMicro: 8 } })
    expect(JSON.stringify(row)).not.toMatch(/cost/i)
    await expect(listAudit({ db, actor: manager }, { timeZone: 'UTC' })).rejects.toThrow(/Only an admin/)
  })

  it('does not tell of a change of cost alone, nor how large it was', async () => {
    const change = (revision: number, after: Record<string, unknown>, reason: string) => ({
      ...{
        action: 'package.updated' as const,
        entity: 'package',
        entityId: 'priced',
        label: 'Priced',
        reason,
      },
      before: { cost: '1', retail: '2', revision },
      after: {
        cost: '1',
        retail: '2',
        version: 2,
        effectiveOn: '2026-12-01',
        revision: revision + 1,
        ...after,
      },
    })
    await writeAudit({ db, actor: systemActor }, change(1, { cost: '1.05' }, 'Prices changed by +5 %'))
    await writeAudit(
      { db, actor: systemActor },
      change(2, { cost: '1.1', retail: '2.2' }, 'Prices changed by +10 %'),
    )
    const reasons = async (actor: Actor) =>
      (await listEntityAudit({ db, actor }, 'package', 'priced')).map(row => row.reason)
    expect(await reasons(systemActor)).toEqual(['Prices changed by +10 %', 'Prices changed by +5 %'])
    expect(await reasons(manager)).toEqual(['Prices changed by +10 %'])
  })

  it('leaves no row where nothing changed and nobody said why', async () => {
    const entry = { action: 'user.updated' as const, entity: 'user', entityId: 'same', label: 'same' }
    await writeAudit({ db, actor: systemActor }, { ...entry, before: { a: 1n }, after: { a: 1n } })
    expect(await listEntityAudit({ db, actor: systemActor }, 'user', 'same')).toEqual([])
    await writeAudit(
      { db, actor: systemActor },
      { ...entry, before: { a: 1 }, after: { a: 1 }, reason: 'asked' },
    )
    expect(await listEntityAudit({ db, actor: systemActor }, 'user', 'same')).toHaveLength(1)
  })
})
