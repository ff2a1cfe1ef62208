import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { notices } from '@/db/schema/notices'
import { describeDatabases } from '@/testing/database'
import { type Mailbox, openMailbox } from '@/testing/mailbox'
import { makeCustomer } from '@/testing/makers'
import { sendNotices } from './write/send'

describeDatabases('several senders at once', open => {
  let db: Db
  let mailbox: Mailbox
  beforeAll(async () => {
    db = await open()
    mailbox = await openMailbox()
  })
  afterAll(() => mailbox.close())

  it('send every letter, and each once', async () => {
    const customerId = await makeCustomer(db, { email: 'ann@example.com' })
    const letters = Array.from({ length: 60 }, (_, i) => ({
      ...{ customerId, email: `ann${i}@example.com`, subject: `Letter ${i}`, body: 'Soon.' },
    }))
    await db.insert(notices).values(letters)
    const mail = { url: mailbox.url, from: 'billing@example.com' }
    const sent = await Promise.all(Array.from({ length: 4 }, () => sendNotices(db, mail)))
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(60)
    expect(mailbox.letters.map(letter => letter.to).sort()).toEqual(letters.map(({ email }) => email).sort())
    expect(new Set((await db.select().from(notices)).map(row => row.status))).toEqual(new Set(['sent']))
  })
})
