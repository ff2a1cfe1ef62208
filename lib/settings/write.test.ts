import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, systemActor } from '@/lib/access/actor'
import { listEntityAudit } from '@/lib/audit/read/audit'
import { describeDatabases } from '@/testing/database'
import { getSettings } from './read'
import { settingsSchema } from './schema'
import { ensureSettings, updateSettings } from './write'

const input = {
  providerName: 'Ada',
  currency: 'EUR',
  billingTimeZone: 'Asia/Tokyo',
  marginWarningPercent: 30,
}

describeDatabases('settings', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await ensureSettings(db)
  })

  it('saves, writes down only what changed, and tells whoever was second what the first one saved', async () => {
    const { revision } = await getSettings(db, 'UTC')
    await updateSettings({ db, actor: systemActor }, { ...input, revision })
    expect(await getSettings(db, 'UTC')).toMatchObject({ ...input, timeZone: 'Asia/Tokyo' })
    await expect(
      updateSettings({ db, actor: systemActor }, { ...input, currency: 'USD', revision }),
    ).rejects.toThrow(/Another user saved .*the currency is now “EUR”/)
    await updateSettings(
      { db, actor: systemActor },
      { ...input, billingTimeZone: null, revision: revision + 1 },
    )
    expect(await getSettings(db, 'UTC')).toMatchObject({ billingTimeZone: null, timeZone: 'UTC' })
    const [last] = await listEntityAudit({ db, actor: systemActor }, 'settings', 1)
    expect(last).toMatchObject({
      before: { billingTimeZone: 'Asia/Tokyo' },
      after: { billingTimeZone: null },
    })
  })

  it('refuses everybody but an admin', async () => {
    const manager: Actor = { ...systemActor, role: 'account_manager' }
    await expect(updateSettings({ db, actor: manager }, { ...input, revision: 1 })).rejects.toThrow(
      /Only an admin/,
    )
  })
})

it('refuses what is no time zone, no currency and no percentage', () => {
  const typed = {
    ...input,
    currency: 'usd',
    billingTimeZone: 'Mars/Base',
    marginWarningPercent: '12.5',
    revision: 1,
  }
  const problems = settingsSchema.safeParse(typed).error?.issues.map(issue => issue.path[0])
  expect(problems).toEqual(['currency', 'billingTimeZone', 'marginWarningPercent'])
})
