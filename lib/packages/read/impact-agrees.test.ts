import { expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { loadFacts } from '@/lib/assignments/read/lines'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { layoutOf } from '@/lib/billing/segment'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import { everyVersionOf } from '@/lib/planning/terms'
import { chanceOf, ownSeed } from '@/testing/chance'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { packageEditSchema } from '../schema'
import { updatePackage } from '../write/packages'
import { getEditImpact } from './impact-of-edit'
import { getPackage } from './packages'

const rhythms = [
  { frequency: 'monthly', match: '1' },
  { frequency: 'monthly', match: '15' },
  { frequency: 'monthly', match: '' },
  { frequency: 'weekly', match: 'mon' },
  { frequency: 'monthly', match: '1', timing: 'arrears' },
]

describeDatabases('what the impact foretells', open => {
  const seed = ownSeed()

  test(`is where the engine lays the saved change out: seed ${seed}`, async () => {
    const db: Db = await open({ fresh: true })
    const { whole } = chanceOf(seed)
    const chance = (below: number) => whole(0, below - 1)
    const customerId = await makeCustomer(db)
    const later = (on: CalendarDate, days: number) => formatDay(toDay(on) + chance(days))
    for (let round = 0; round < 6; round += 1) {
      const rhythm = () => rhythms[chance(rhythms.length)]
      const id = await makePackage(db, { retail: '30', ...rhythm() })
      const given: number[] = []
      for (let n = 0; n < 5; n += 1) {
        const startOn = later('2026-11-01', 60)
        given.push(await assign(db, { packageId: id, customerId, startOn, pastDates: 'charge' }))
      }
      const typed = async (on: CalendarDate) => {
        const was = await getPackage({ db, actor: admin, today: on }, id)
        const base = {
          id,
          name: was?.name,
          revision: was?.revision,
          cost: '4',
          retail: String(31 + chance(50)),
        }
        return packageEditSchema.parse({ ...base, ...rhythm(), effectiveOn: later(on, 70) })
      }
      let on = today
      for (let step = 0; step < 4; step += 1) {
        on = later(on, 12)
        const deed = chance(4)
        if (deed < 2) {
          const ask = {
            mode: 'post',
            throughOn: later(on, 60),
            now: new Date(),
            today: on,
            customerId,
          } as const
          const { runId, chargedCount } = await runBilling({ db, actor: admin }, ask)
          if (deed === 1 && chargedCount > 0 && chance(2) === 0)
            await undoRun({ db, actor: admin }, { runId, reason: 'a test', now: new Date(), today: on })
        } else if (deed === 2) await updatePackage({ db, actor: admin, today: on }, await typed(on))
        else {
          const assignmentId = given[chance(given.length)] ?? 0
          const { revision } = await assignmentRow(db, assignmentId)
          const change = { id: assignmentId, revision, quantity: 2 + chance(9), effectiveOn: later(on, 40) }
          await changeQuantity({ db, actor: admin, today: on }, change)
        }
        // As every day: a run looks at what was typed.
        await runBilling(
          { db, actor: admin },
          { mode: 'post', throughOn: on, now: new Date(), today: on, customerId },
        )
      }
      const edit = await typed(on)
      const told = await getEditImpact({ db, actor: admin, today: on }, edit)
      const saved = await updatePackage({ db, actor: admin, today: on }, edit)
      if (saved.version === null) continue
      const number = (await everyVersionOf(db, [id])).get(id)?.at(-1)?.changeNumber ?? 0
      const days = (await loadFacts(db, given, 'USD')).flatMap(
        facts => layoutOf(facts).decides.get(number) ?? [],
      )
      expect([round, told.assignments, told.firstOn, told.lastOn]).toEqual([
        round,
        days.length,
        days.length === 0 ? null : formatDay(Math.min(...days)),
        days.length === 0 ? null : formatDay(Math.max(...days)),
      ])
    }
  }, 120_000)
})
