import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentPointers } from '@/db/schema/assignments'
import { noticeLines, notices } from '@/db/schema/notices'
import { packages } from '@/db/schema/packages'
import { scheduleClaims } from '@/db/schema/schedule'
import { commandLineActor as admin } from '@/lib/access/actor'
import { waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { type Mailbox, openMailbox } from '@/testing/mailbox'
import { assign, makeCustomer, makeDid, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { letterOf } from './letter'
import { listNotices, previewNotices } from './read/notices'
import { payersAhead } from './read/upcoming'
import { changeNotice, writeNotices } from './write/notices'
import { sendNotices } from './write/send'

const range = { today, days: 10 }

describeDatabases('notices', open => {
  let db: Db
  let mailbox: Mailbox
  beforeAll(async () => {
    mailbox = await openMailbox()
  })
  afterAll(() => mailbox.close())
  beforeEach(async () => {
    db = await open({ fresh: true })
    mailbox.letters.length = 0
    mailbox.mood.answer = 'take'
  })

  async function customer(email = 'ann@example.com', fields: Record<string, unknown> = {}) {
    const customerId = await makeCustomer(db, { email, ...fields })
    const packageId = await makePackage(db, { name: `Line ${customerId}`, setupRetail: '3' })
    const id = await assign(db, { packageId, customerId, startOn: '2026-11-23' })
    return { customerId, packageId, id }
  }
  const write = (on = today) => writeNotices(db, { today: on, days: 10 }, 'Provider')
  const send = () => sendNotices(db, { url: mailbox.url, from: 'billing@example.com' })
  const statuses = async () =>
    (await db.select().from(notices).orderBy(asc(notices.id))).map(row => row.status)

  it('announce what is coming with dates and amounts, in one letter a customer, and send it once', async () => {
    const { customerId } = await customer()
    const number = await makeDid(db, customerId)
    const daily = await makePackage(db, {
      name: 'Daily',
      retail: '1.5',
      frequency: 'daily',
      every: '4',
      match: '',
    })
    await assign(db, { packageId: daily, didId: number.id, startOn: today })
    const free = await makePackage(db, { name: 'Only cost', retail: '0', cost: '1' })
    await assign(db, { packageId: free, customerId, startOn: '2026-11-25' })
    expect(await write()).toBe(1)
    expect([await send(), await send()]).toEqual([1, 0])
    expect(mailbox.letters).toHaveLength(1)
    const [letter] = mailbox.letters
    expect(letter?.to).toBe('ann@example.com')
    expect(letter?.text).toMatch(
      /27 Nov 2026[\s\S]*Daily[\s\S]*1\.50 USD[\s\S]*1 Dec 2026[\s\S]*Line \d+: 10\.00 USD/,
    )
    expect(letter?.text).not.toMatch(/Only cost/)
    expect(await statuses()).toEqual(['sent'])
  })

  it('announce each charging date once, whoever looks and on however many days', async () => {
    await customer()
    const wrote = await Promise.all([write(), write(), write(), write()])
    expect(wrote.filter(count => count !== null)).toEqual([1])
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) expect(await write(day)).toBe(0)
    expect(await db.$count(noticeLines)).toBe(1)
    expect(await write('2026-12-24')).toBe(1)
  })

  it('go on where the process died in the middle', async () => {
    await customer()
    await db.insert(scheduleClaims).values({ task: 'notices', billingOn: today })
    expect(await write()).toBeNull()
    await db.update(scheduleClaims).set({ claimedAt: sql`now() - interval '1 hour'` })
    expect(await write()).toBe(1)
  })

  it('come as many days ahead as the package says, or never, whatever the setting', async () => {
    const customerId = await makeCustomer(db, { email: 'ann@example.com' })
    for (const [name, noticeDays] of [
      ['As set', ''],
      ['Early', '40'],
      ['Late', '2'],
      ['Silent', '0'],
    ]) {
      const packageId = await makePackage(db, { name, noticeDays })
      await assign(db, { packageId, customerId, startOn: '2026-11-23' })
    }
    // In 10 days only 1 December is one; of the 40 of the early package 1 January is one as well.
    const announced = async (on: string) => {
      await write(on)
      const rows = await db.select().from(notices).orderBy(asc(notices.id))
      return rows.at(-1)?.body ?? ''
    }
    const first = await announced('2026-11-23')
    expect(first).toMatch(
      /1 Dec 2026\n {2}As set: 10\.00 USD\n {2}Early: 10\.00 USD\n {2}Together: 20\.00 USD/,
    )
    expect(first).toMatch(/1 Jan 2027\n {2}Early: 10\.00 USD/)
    expect(first).not.toMatch(/Late|Silent/)
    expect(await announced('2026-11-29')).toMatch(/1 Dec 2026\n {2}Late: 10\.00 USD/)
    expect([await write('2026-11-30'), await db.$count(notices)]).toEqual([0, 2])
    const shown = await previewNotices({ db, actor: admin }, { today: '2026-12-23', days: 1 }, 'Provider')
    expect(shown.map(letter => letter.body).join()).toMatch(/1 Feb 2027\n {2}Early/)
    expect(shown.map(letter => letter.body).join()).not.toMatch(/As set|Silent/)
  })

  it('of a package that is announced never are not even planned, and a changed number announces nothing twice', async () => {
    const { customerId } = await customer()
    await write()
    await db.update(packages).set({ noticeDays: 30 })
    expect(await write('2026-11-24')).toBe(0)
    await db.update(packages).set({ noticeDays: 0 })
    expect(await payersAhead(db, { today: '2026-12-23', days: 10 }, 0, 10)).toEqual([])
    await db.update(packages).set({ noticeDays: null })
    expect(await payersAhead(db, { today: '2026-12-23', days: 10 }, 0, 10)).toEqual([customerId])
  })

  it('say nothing to who has no address, or of what was taken off', async () => {
    await customer('')
    const { id } = await customer('bob@example.com')
    const line = {
      assignmentId: id,
      kind: 'recurring' as const,
      periodFrom: '2026-12-01',
      billingOn: '2026-12-01',
    }
    await waiveCharges({ db, actor: admin }, { lines: [line], outcome: 'waived', reason: 'goodwill' })
    expect(await write()).toBe(0)
  })

  it('try again later where the server is busy or away, and give up where it says never', async () => {
    await customer()
    await write()
    mailbox.mood.answer = 'later'
    expect(await send()).toBe(0)
    expect(await statuses()).toEqual(['pending'])
    mailbox.mood.answer = 'take'
    expect(await send()).toBe(0)
    await db.update(notices).set({ nextAttemptAt: sql`now()` })
    const away = { url: 'smtp://127.0.0.1:1', from: 'billing@example.com' }
    await expect(sendNotices(db, away)).rejects.toThrow(/ECONNREFUSED/)
    expect(await statuses()).toEqual(['pending'])
    expect(await send()).toBe(1)
    await customer('no@example.com')
    await write('2026-11-24')
    mailbox.mood.answer = 'never'
    expect(await send()).toBe(0)
    expect(await statuses()).toEqual(['sent', 'failed'])
  })

  it('are not sent again where the letter may have arrived: a person decides', async () => {
    await customer()
    await write()
    mailbox.mood.answer = 'cut'
    expect(await send()).toBe(0)
    expect([await statuses(), mailbox.letters.length]).toEqual([['failed'], 1])
    const [listed] = await listNotices({ db, actor: admin }, { status: 'failed', before: null })
    expect(listed?.problem).toMatch(/may have arrived/)
    mailbox.mood.answer = 'take'
    expect(await send()).toBe(0)
    await changeNotice({ db, actor: admin }, { id: listed?.id ?? 0, to: 'pending' })
    expect(await send()).toBe(1)
    expect(
      (await refusalOf(changeNotice({ db, actor: admin }, { id: listed?.id ?? 0, to: 'cancelled' })))
        .formError,
    ).toMatch(/sent already/)
    await db.update(notices).set({ status: 'sending', nextAttemptAt: sql`now() - interval '1 hour'` })
    expect([await send(), await statuses()]).toEqual([0, ['failed']])
  })

  it('are taken by one sender where several look', async () => {
    for (let i = 0; i < 6; i += 1) await customer(`c${i}@example.com`)
    await write()
    await Promise.all([send(), send(), send()])
    expect(mailbox.letters.map(letter => letter.to).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map(i => `c${i}@example.com`),
    )
  })

  it('are shown beforehand and save nothing; for admins', async () => {
    await customer()
    const [letter] = await previewNotices({ db, actor: admin }, range, 'Provider')
    expect(letter).toMatchObject({
      email: 'ann@example.com',
      subject: 'Provider: coming charges on 1 Dec 2026',
    })
    expect(await db.$count(notices)).toBe(0)
    const manager = await makeManager(db)
    expect((await refusalOf(previewNotices({ db, actor: manager }, range, 'P'))).formError).toMatch(
      /Only an admin/,
    )
    expect(
      (await refusalOf(changeNotice({ db, actor: manager }, { id: 1, to: 'pending' }))).formError,
    ).toMatch(/Only an admin/)
    await db.update(assignmentPointers).set({ nextDueOn: null }).where(eq(assignmentPointers.assignmentId, 1))
    expect(await previewNotices({ db, actor: admin }, range, 'Provider')).toEqual([])
  })
})

it('a letter sums each date and says what is only at most', () => {
  const customer = { name: 'Ann', accountCode: 'A', currency: 'USD' }
  const line = { assignmentId: 1, billingOn: '2026-12-01', what: 'Line', retailMinor: 1000n, isAtMost: false }
  const { body } = letterOf('Provider', customer, [line, { ...line, what: 'Commitment', isAtMost: true }])
  expect(body).toContain(
    '1 Dec 2026\n  Line: 10.00 USD\n  Commitment: at most 10.00 USD\n  Together: 20.00 USD',
  )
  expect(body).toMatch(/minimum spend/)
})
