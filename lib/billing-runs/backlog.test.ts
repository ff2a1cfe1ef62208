import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { describeDatabases } from '@/db/testing'
import { commandLineActor as admin } from '../actor'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '../assignments/testing'
import { backlogKey, listBacklog } from './backlog'
import { listDiffGroups, listDiffLines, sumDiff } from './diff'
import { runBilling } from './run'
import { waiveCharges } from './waive'

const today = '2026-11-23'
const now = new Date(`${today}T09:00:00Z`)

describeDatabases('what is not charged yet', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })
  const ask = { throughOn: today, after: 0, state: null, customerId: null }
  const lineOf = (line: Awaited<ReturnType<typeof listBacklog>>['lines'][number]) =>
    `${line.state} ${line.kind} ${line.billingOn} ${line.retailMinor}`

  async function start(pack: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) {
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db, pack)
    await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge', ...fields })
    return { customerId, packageId }
  }

  it('is what the next run would charge, and what it would hold', async () => {
    await start()
    await start({ whenFundsShort: 'hold' })
    expect((await listBacklog(db, admin, ask)).lines.map(lineOf)).toEqual([
      'due recurring 2026-10-01 1000',
      'due recurring 2026-11-01 1000',
      'held recurring 2026-10-01 1000',
      'held recurring 2026-11-01 1000',
    ])
    const held = await listBacklog(db, admin, { ...ask, state: 'held' })
    expect(held.lines).toHaveLength(2)
    await runBilling(db, admin, { mode: 'post', throughOn: today, now, today })
    expect((await listBacklog(db, admin, ask)).lines.map(lineOf)).toEqual(held.lines.map(lineOf))
  })

  it('is emptied by taking lines off, in bulk', async () => {
    await start()
    const { lines } = await listBacklog(db, admin, ask)
    expect(backlogKey(lines[0] ?? { assignmentId: 0, kind: 'setup', periodFrom: '', billingOn: '' })).toMatch(
      /^\d+\.recurring\.2026-10-01\.2026-10-01$/,
    )
    expect(await waiveCharges(db, admin, { lines, outcome: 'marked_billed', reason: 'on paper' })).toBe(2)
    expect((await listBacklog(db, admin, ask)).lines).toEqual([])
  })

  it('is paged by whole customers, each once', async () => {
    for (let i = 0; i < 4; i += 1) await start({ frequency: 'daily', match: '' })
    const seen: number[] = []
    let after: number | null = 0
    let pages = 0
    while (after !== null) {
      const page: Awaited<ReturnType<typeof listBacklog>> = await listBacklog(db, admin, { ...ask, after })
      seen.push(...page.lines.map(line => line.customerId))
      after = page.next
      pages += 1
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([4, 4 * 54, 4])
  })

  it('is for admins', async () => {
    const manager = await makeManager(db)
    expect((await refusalOf(listBacklog(db, manager, ask))).formError).toMatch(/Only an admin/)
  })
})

describeDatabases('two runs side by side', open => {
  it('tell new, gone and changed lines, by line, package and customer; a simulation and the posted run after it are the same', async () => {
    const db = await open({ fresh: true })
    const simulate = (throughOn: string) => runBilling(db, admin, { mode: 'simulate', throughOn, now, today })
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db)
    await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    const short = (await simulate('2026-10-15')).runId
    const usage = await makePackage(db, { retail: '7' })
    await assign(db, { packageId: usage, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    const long = (await simulate('2026-11-15')).runId
    const diff = { beforeRun: short, afterRun: long, change: null, page: 1 }
    expect(await sumDiff(db, admin, diff)).toEqual([
      {
        currency: 'USD',
        newCount: 3,
        goneCount: 0,
        changedCount: 0,
        sameCount: 1,
        beforeMinor: 1000n,
        afterMinor: 3400n,
      },
    ])
    const lines = await listDiffLines(db, admin, diff)
    expect(lines.map(l => [l.change, l.periodFrom, l.beforeMinor, l.afterMinor])).toContainEqual([
      'new',
      '2026-11-01',
      null,
      1000n,
    ])
    expect((await listDiffGroups(db, admin, diff, 'package')).map(g => [g.newCount, g.afterMinor])).toEqual([
      [2, 1400n],
      [1, 1000n],
    ])
    const back = { ...diff, beforeRun: long, afterRun: short }
    expect((await listDiffLines(db, admin, { ...back, change: 'gone' })).length).toBe(3)
    expect((await listDiffGroups(db, admin, back, 'customer'))[0]).toMatchObject({
      id: customerId,
      goneCount: 3,
    })
    const posted = await runBilling(db, admin, { mode: 'post', throughOn: '2026-11-15', now, today })
    const same = { ...diff, beforeRun: long, afterRun: posted.runId }
    expect(await listDiffLines(db, admin, same)).toEqual([])
    expect((await sumDiff(db, admin, same))[0]).toMatchObject({ sameCount: 4, newCount: 0 })
    const manager = await makeManager(db)
    expect((await refusalOf(sumDiff(db, manager, same))).formError).toMatch(/no such run/)
  })
})
