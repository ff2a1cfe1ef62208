import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { commandLineActor as admin } from '@/lib/access/actor'
import { listAssignments } from '@/lib/assignments/read/assignments'
import { quoteExit } from '@/lib/assignments/read/exit-quote'
import { changePackageSchema } from '@/lib/assignments/schema'
import { changePackage } from '@/lib/assignments/write/change-package'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { deleteAssignment } from '@/lib/assignments/write/delete'
import { endAssignment } from '@/lib/assignments/write/end'
import { runBilling } from '@/lib/billing-runs/start'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { getDid } from '@/lib/dids/read/dids'
import { didEditSchema } from '@/lib/dids/schema'
import { updateDid } from '@/lib/dids/write/dids'
import { assignmentsCsv } from '@/lib/exports/lists'
import { describeDatabases } from '@/testing/database'
import { importText } from '@/testing/imports'
import { assign, assignmentRow, makeCustomer, makeDid, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { planBulk } from '../plan'
import { bulkInputSchema } from '../schema'
import { applyBulk } from './apply'
import { takeBackBulk } from './take-back'

describeDatabases('the parts of a number that was moved', open => {
  let db: Db
  let one: number
  let two: number
  let did: number
  let line: number
  let other: number
  let oldId: number
  beforeEach(async () => {
    db = await open({ fresh: true })
    one = await makeCustomer(db, { accountCode: 'ONE' })
    two = await makeCustomer(db, { accountCode: 'TWO' })
    did = (await makeDid(db, one)).id
    const terms = { code: 'line', lastPeriod: 'prorate', retail: '30', minimumDays: 60 }
    line = await makePackage(db, terms)
    other = await makePackage(db)
    oldId = await assign(db, { packageId: line, didId: did, startOn: '2026-10-01', pastDates: 'charge' })
    await post(today)
    await move(two)
  })
  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today })
  const move = async (customerId: number) => {
    const was = await getDid({ db, actor: admin }, did)
    await updateDid(
      { db, actor: admin, today },
      didEditSchema.parse({ ...was, customerId, openAssignments: 'move' }),
    )
  }
  const nextOf = async (id: number) => {
    const [row] = await db.select().from(assignments).where(eq(assignments.movedFromId, id))
    return assignmentRow(db, row?.id ?? 0)
  }
  const bulk = (fields: Record<string, unknown>) =>
    bulkInputSchema.parse({ selection: { kind: 'did', ids: [did] }, packageId: '', ...fields })
  const change = (id: number, revision: number, startOn: string) =>
    changePackage(
      { db, actor: admin, today },
      changePackageSchema.parse({ id, revision, packageId: other, startOn, quantity: '1', reason: 'asked' }),
    )

  test('refuse what is done to the one that was moved away, in a sentence', async () => {
    const { revision } = await assignmentRow(db, oldId)
    const end = { id: oldId, revision, endOn: '2026-12-10', reason: 'asked' }
    const same = { ...end, endOn: '2026-11-30' }
    const quantity = { id: oldId, revision, quantity: 2, effectiveOn: '2026-12-05' }
    const refusals = await Promise.all([
      refusalOf(endAssignment({ db, actor: admin, today }, end)),
      refusalOf(endAssignment({ db, actor: admin, today }, same)),
      refusalOf(changeQuantity({ db, actor: admin, today }, quantity)),
      refusalOf(deleteAssignment({ db, actor: admin }, { id: oldId, reason: 'asked' })),
      refusalOf(change(oldId, revision, '2026-12-05')),
    ])
    expect(refusals.map(refusal => refusal.message)).toEqual(
      refusals.map(() => expect.stringMatching(/^Its number was moved on 2026-11-23: .*it went on as/)),
    )
  })

  const at = async (status: string, on: string) => {
    const ask = { search: '', sort: '', filters: { didId: did, status }, today: on }
    return (await listAssignments({ db, actor: admin }, ask)).rows.map(row => row.id)
  }

  test('are listed as active up to the boundary, and as ended after it', async () => {
    const next = (await nextOf(oldId)).id
    expect([await at('active', today), await at('ending', today), await at('upcoming', today)]).toEqual([
      [oldId],
      [],
      [next],
    ])
    expect([await at('active', '2026-12-01'), await at('ended', '2026-12-01')]).toEqual([[next], [oldId]])
  })

  test('count minimum days and the start from the start of service', async () => {
    const next = await nextOf(oldId)
    const quote = await quoteExit({ db, actor: admin, today }, { id: next.id, endOn: null })
    expect(quote?.earliestEnd).toBe('2026-11-29')
    expect((await refusalOf(change(next.id, next.revision, '2026-10-01'))).message).toMatch(
      /today or on a later/,
    )
    const saved = await change(next.id, next.revision, '2026-12-01')
    expect(await assignmentRow(db, saved.id)).toMatchObject({ startOn: '2026-12-01', payerId: two })
    expect(await assignmentRow(db, next.id)).toMatchObject({ endOn: '2026-11-30' })
    expect(await assignmentRow(db, oldId)).toMatchObject({ endOn: '2026-11-30', payerId: one })
    expect(await at('ended', today)).toEqual([next.id])
  })

  test('are left out of bulk changes by name where the number came back', async () => {
    await move(one)
    const rows = async (fields: Record<string, unknown>) =>
      (await planBulk({ db, actor: admin, today }, bulk(fields))).rows.map(row => row.problem)
    const moved = expect.stringMatching(/^Its number was moved on 2026-11-23: /)
    expect(await rows({ do: 'end', endOn: '2026-12-31', reason: '' })).toEqual([moved, null])
    expect(await rows({ do: 'quantity', packageId: line, quantity: 2, effectiveOn: '2026-12-05' })).toEqual([
      moved,
      null,
    ])
  })

  test('have one list of ends in bulk too: the former payer gets days back, and pays them again', async () => {
    const next = await nextOf(oldId)
    const end = bulk({ do: 'end', endOn: '2026-11-29', reason: '' })
    const done = await applyBulk({ db, actor: admin, today }, { change: end, count: 1 })
    expect([(await assignmentRow(db, oldId)).endOn, (await assignmentRow(db, next.id)).endOn]).toEqual([
      '2026-11-29',
      '2026-11-29',
    ])
    await takeBackBulk({ db, actor: admin, today }, { id: done.id })
    expect([(await assignmentRow(db, oldId)).endOn, (await assignmentRow(db, next.id)).endOn]).toEqual([
      '2026-11-30',
      null,
    ])
    await applyBulk({ db, actor: admin, today }, { change: end, count: 1 })
    const { chargedCount } = await post('2026-12-31')
    expect(chargedCount).toBe(1)
    expect(await checkLedger(db)).toEqual([])
  })

  test('come back from a file as they are, and are not changed by one', async () => {
    let csv = ''
    for await (const piece of assignmentsCsv(
      { db, actor: admin },
      { search: '', sort: '', filters: {}, today },
    ))
      csv += piece
    const { report, problems } = await importText(db, 'assignments', csv)
    expect([report.unchanged, problems]).toEqual([2, []])
    const changed = csv.replaceAll('2026-11-30', '2026-12-10').replaceAll('2026-12-01', '2026-12-02')
    const refused = await importText(db, 'assignments', changed)
    expect(refused.problems.map(problem => problem.column).sort()).toEqual(['end_date', 'start_date'])
  })
})
