import { expect, it } from 'vitest'
import { commandLineActor as admin } from '@/lib/access/actor'
import { toDay } from '@/lib/calendar-date'
import { wholeBook } from '@/lib/planning/scope'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { divideWork } from './divide'
import { startRun } from './start'

describeDatabases('a parcel of a run', open => {
  it.each([
    ['holds as many as it may of what came due lately', '2026-10-01', 1],
    ['holds fewer of what is a year behind: each has many lines', '2025-11-01', 4],
  ])('%s', async (_, startOn, parcelCount) => {
    const db = await open({ fresh: true })
    const packageId = await makePackage(db, { frequency: 'daily', match: '' })
    for (let i = 0; i < 4; i += 1) {
      await assign(db, { packageId, customerId: await makeCustomer(db), startOn, pastDates: 'charge' })
    }
    const now = new Date(`${today}T09:00:00Z`)
    const run = await startRun({ db, actor: admin }, { mode: 'post', throughOn: today, now, today })
    const division = await divideWork(db, run, { scope: wholeBook, through: toDay(today) }, 6)
    expect(division).toEqual({ parcelCount, assignmentCount: 4 })
  })
})
