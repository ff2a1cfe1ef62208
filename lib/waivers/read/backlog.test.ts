import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { chargeWaivers } from '@/db/schema/waivers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { listDiffGroups, listDiffLines, sumDiff } from '@/lib/charges/read/compare'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { chosenSchema } from '../schema'
import { payersOf, waiveCharges } from '../write/waive-chosen'
import { type BacklogState, backlogKey, listBacklog } from './backlog'
import { listBacklogKeys, previewChosen } from './chosen-lines'

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
    expect((await listBacklog({ db, actor: admin }, ask)).lines.map(lineOf)).toEqual([
      'due recurring 2026-10-01 1000',
      'due recurring 2026-11-01 1000',
      'held recurring 2026-10-01 1000',
      'held recurring 2026-11-01 1000',
    ])
    const held = await listBacklog({ db, actor: admin }, { ...ask, state: 'held' })
    expect(held.lines).toHaveLength(2)
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today })
    expect((await listBacklog({ db, actor: admin }, ask)).lines.map(lineOf)).toEqual(held.lines.map(lineOf))
  })

  it('is emptied by taking lines off, in bulk', async () => {
    await start()
    const { lines } = await listBacklog({ db, actor: admin }, ask)
    expect(backlogKey(lines[0] ?? { assignmentId: 0, kind: 'setup', periodFrom: '', billingOn: '' })).toMatch(
      /^\d+\.recurring\.2026-10-01\.2026-10-01$/,
    )
    expect(
      await waiveCharges({ db, actor: admin }, { lines, outcome: 'marked_billed', reason: 'on paper' }),
    ).toBe(2)
    expect((await listBacklog({ db, actor: admin }, ask)).lines).toEqual([])
  })

  it('is paged by whole customers, each once', async () => {
    for (let i = 0; i < 4; i += 1) await start({ frequency: 'daily', match: '' })
    const seen: number[] = []
    let after: number | null = 0
    let pages = 0
    while (after !== null) {
      const page: Awaited<ReturnType<typeof listBacklog>> = await listBacklog(
        { db, actor: admin },
        { ...ask, after },
      )
      seen.push(...page.lines.map(line => line.customerId))
      after = page.next
      pages += 1
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([4, 4 * 54, 4])
  })

  /** Every key that a filter leaves, as the page collects them. */
  async function allKeys(state: BacklogState | null = null) {
    const keys: string[] = []
    for (let after: number | null = 0; after !== null; ) {
      const slice: Awaited<ReturnType<typeof listBacklogKeys>> = await listBacklogKeys(
        { db, actor: admin },
        {
          ...ask,
          state,
          after,
        },
      )
      keys.push(...slice.keys)
      after = slice.next
    }
    return keys
  }
  const parsed = (lines: string[]) => chosenSchema.parse({ lines }).lines

  it('is chosen as a whole, or what a filter leaves, also where one customer has more than a page', async () => {
    await start({ frequency: 'daily', every: '1', match: '' }, { startOn: '2025-12-01' })
    await start({ whenFundsShort: 'hold' })
    expect((await allKeys()).length).toBe(358 + 2)
    expect((await allKeys('held')).length).toBe(2)
    expect(
      await waiveCharges(
        { db, actor: admin },
        { lines: parsed(await allKeys()), outcome: 'waived', reason: 'a gift' },
      ),
    ).toBe(360)
    expect(await allKeys()).toEqual([])
  })

  it('chosen in part says what a run over these customers charges besides', async () => {
    const one = await start()
    await start()
    const chosen = (await allKeys()).filter(key => key.includes('2026-10-01'))
    expect(await previewChosen({ db, actor: admin, today }, parsed(chosen.slice(0, 1)))).toEqual({
      keys: chosen.slice(0, 1),
      sums: [{ currency: 'USD', retailMinor: 1000n }],
      goneCount: 0,
      run: {
        ...{ customerCount: 1, chosenCount: 1, otherCount: 1, heldCount: 0 },
        sums: [{ currency: 'USD', retailMinor: 2000n }],
      },
    })
    const customerIds = await payersOf(db, parsed(chosen.slice(0, 1)))
    expect(customerIds).toEqual([one.customerId])
    const run = await runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn: today, now, today, customerIds },
    )
    expect(run.chargedCount).toBe(2)
    expect(await previewChosen({ db, actor: admin, today }, parsed(chosen))).toMatchObject({
      goneCount: 1,
      keys: [chosen[1]],
    })
  })

  it('is taken off all or nothing: where one was charged meanwhile or is not planned any more, none is', async () => {
    const one = await start()
    await start()
    const lines = parsed(await allKeys())
    const customerIds = [one.customerId]
    const { runId } = await runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn: today, now, today, customerIds },
    )
    const waive = (of: typeof lines) =>
      waiveCharges({ db, actor: admin }, { lines: of, outcome: 'waived', reason: 'a gift' })
    expect((await refusalOf(waive(lines))).formError).toMatch(`Run #${runId} charged 2 of them meanwhile`)
    const left = lines.slice(2)
    const moved = left.map(line => ({ ...line, periodFrom: '2026-10-07' }))
    expect((await refusalOf(waive([...left, ...moved.slice(1)]))).formError).toMatch(/1 of these 3 charges/)
    expect(await db.$count(chargeWaivers)).toBe(0)
    expect(await waive(left)).toBe(2)
  })

  it('is for admins', async () => {
    const manager = await makeManager(db)
    const line = { assignmentId: 1, kind: 'recurring', periodFrom: today, billingOn: today } as const
    for (const work of [
      listBacklog({ db, actor: manager }, ask),
      listBacklogKeys({ db, actor: manager }, ask),
      previewChosen({ db, actor: manager, today }, [line]),
      waiveCharges({ db, actor: manager }, { lines: [line], outcome: 'waived', reason: 'mine' }),
    ]) {
      expect((await refusalOf(work)).formError).toMatch(/Only an admin/)
    }
  })
})

describeDatabases('two runs side by side', open => {
  it('tell new, gone and changed lines, by line, package and customer; a simulation and the posted run after it are the same', async () => {
    const db = await open({ fresh: true })
    const simulate = (throughOn: string) =>
      runBilling({ db, actor: admin }, { mode: 'simulate', throughOn, now, today })
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db)
    await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    const short = (await simulate('2026-10-15')).runId
    const usage = await makePackage(db, { retail: '7' })
    await assign(db, { packageId: usage, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    const long = (await simulate('2026-11-15')).runId
    const diff = { beforeRun: short, afterRun: long, change: null, page: 1 }
    expect(await sumDiff({ db, actor: admin }, diff)).toEqual([
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
    const lines = await listDiffLines({ db, actor: admin }, diff)
    expect(lines.map(l => [l.change, l.periodFrom, l.beforeMinor, l.afterMinor])).toContainEqual([
      'new',
      '2026-11-01',
      null,
      1000n,
    ])
    expect(
      (await listDiffGroups({ db, actor: admin }, diff, 'package')).map(g => [g.newCount, g.afterMinor]),
    ).toEqual([
      [2, 1400n],
      [1, 1000n],
    ])
    const back = { ...diff, beforeRun: long, afterRun: short }
    expect((await listDiffLines({ db, actor: admin }, { ...back, change: 'gone' })).length).toBe(3)
    expect((await listDiffGroups({ db, actor: admin }, back, 'customer'))[0]).toMatchObject({
      id: customerId,
      goneCount: 3,
    })
    const posted = await runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn: '2026-11-15', now, today },
    )
    const same = { ...diff, beforeRun: long, afterRun: posted.runId }
    expect(await listDiffLines({ db, actor: admin }, same)).toEqual([])
    expect((await sumDiff({ db, actor: admin }, same))[0]).toMatchObject({ sameCount: 4, newCount: 0 })
    const manager = await makeManager(db)
    expect((await refusalOf(sumDiff({ db, actor: manager }, same))).formError).toMatch(/no such run/)
  })
})
