import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog } from '@/db/schema/audit'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { writeAudits } from './audit'

describeDatabases('audit rows', open => {
  it('keep any text and any value as it was, in their order; one that changed nothing and has no reason leaves none', async () => {
    const db = await open()
    const label = '{"a",\\b} NULL, ’Ω'
    const of = (entityId: number) => ({
      action: 'customer.updated' as const,
      entity: 'customer',
      entityId,
      label,
    })
    await writeAudits({ db, actor: admin }, [
      {
        ...of(1),
        before: { name: label, on: null, is: true },
        after: { name: '', on: '2026-01-01', is: true },
      },
      { ...of(2), before: { name: 'A' }, after: { name: 'A' } },
      { ...of(3), before: { name: 'A' }, after: { name: 'A' }, reason: label },
      { ...of(4), after: { amount: 10n, days: [1, 2] } },
    ])
    const rows = await db.select().from(auditLog).orderBy(asc(auditLog.id))
    expect(rows.map(({ entityId, before, after, reason }) => [entityId, before, after, reason])).toEqual([
      ['1', { name: label, on: null }, { name: '', on: '2026-01-01' }, null],
      ['3', {}, {}, label],
      ['4', null, { amount: '10', days: [1, 2] }, null],
    ])
    expect(rows[0]).toMatchObject({ actor: admin.email, actorId: admin.id, label })
  })
})
