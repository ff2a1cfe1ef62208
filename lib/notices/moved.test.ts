import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { notices } from '@/db/schema/notices'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { getDid } from '@/lib/dids/read/dids'
import { updateDid } from '@/lib/dids/write/dids'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { didEditSchema } from '../dids/schema'
import { previewNotices } from './read/notices'
import { writeNotices } from './write/notices'

const range = { today, days: 10 }

describeDatabases('notices', open => {
  it('of a number that moves tell each payer of a charge once, also where it comes back', async () => {
    const db = await open()
    const write = (on: string) => writeNotices(db, { today: on, days: 10 }, 'Provider')
    const one = await makeCustomer(db, { accountCode: 'NOT1', name: 'Notice One', email: 'one@example.com' })
    const two = await makeCustomer(db, { accountCode: 'NOT2', name: 'Notice Two', email: 'two@example.com' })
    const terms = { retail: '3', cost: '0.25', firstPeriod: 'prorate', lastPeriod: 'prorate' }
    const packageId = await makePackage(db, { name: 'US number', ...terms })
    const { id, number } = await makeDid(db, one, { number: '442079460011' })
    await assign(db, { packageId, didId: id, startOn: '2026-11-01', pastDates: 'charge' })
    const post = { mode: 'post', throughOn: today, now: new Date(), today } as const
    await runBilling({ db, actor: admin }, post)
    const move = async (customerId: number) => {
      const did = await getDid({ db, actor: admin }, id)
      const input = didEditSchema.parse({ ...did, customerId, openAssignments: 'move' })
      await updateDid({ db, actor: admin, today }, input)
    }
    const told = async () => (await db.select().from(notices).orderBy(asc(notices.id))).map(row => row.email)
    const planned = async () =>
      (await previewNotices({ db, actor: admin }, range, 'Provider')).map(({ email, body }) => ({
        email,
        body,
      }))
    expect(await write(today)).toBe(1)
    await move(two)
    const line = new RegExp(`1 Dec 2026\\n {2}US number · ${number}: 3\\.00 USD`)
    expect(await planned()).toEqual([{ email: 'two@example.com', body: expect.stringMatching(line) }])
    expect(await write('2026-11-24')).toBe(1)
    expect(await told()).toEqual(['one@example.com', 'two@example.com'])
    await move(one)
    expect(await planned()).toEqual([])
    expect(await write('2026-11-25')).toBe(0)
  })
})
