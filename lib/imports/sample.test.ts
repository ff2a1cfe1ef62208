import { expect, test } from 'vitest'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { packageVersions } from '@/db/schema/packages'
import { usage } from '@/db/schema/usage'
import { systemActor } from '@/lib/access/actor'
import { chargeKinds, frequencies } from '@/lib/billing/terms'
import { describeDatabases } from '@/testing/database'
import { loadSampleProvider, type SampleProgress } from './sample'

describeDatabases('the sample provider', open => {
  // Month ends, a leap day, and the day that it was made for.
  test.each(['2026-11-20', '2027-03-01', '2028-02-29'])(
    'loads on %s with a history that ends then',
    async today => {
      const db = await open({ fresh: true })
      const seen: SampleProgress[] = []
      await loadSampleProvider({ db, actor: systemActor, today }, progress => seen.push(progress))
      expect(seen.at(-1)).toMatchObject({ done: 9, total: 9 })
      const days = await db.select({ on: usage.startedOn }).from(usage)
      expect(days.every(day => day.on < today)).toBe(true)
      expect(days).toHaveLength(2000)
      const kinds = await db.selectDistinct({ kind: charges.kind }).from(charges)
      const expected = chargeKinds.filter(kind => kind !== 'credit' && kind !== 'reversal')
      expect(kinds.map(row => row.kind).sort()).toEqual([...expected].sort())
    },
  )

  test('has every frequency, and loading it again changes nothing and charges nothing', async () => {
    const db = await open({ fresh: true })
    await loadSampleProvider({ db, actor: systemActor, today: '2026-11-20' })
    const found = await db.selectDistinct({ frequency: packageVersions.frequency }).from(packageVersions)
    expect(found.map(row => row.frequency).sort()).toEqual([...frequencies].sort())
    const before = [await db.$count(assignments), await db.$count(charges)]
    await loadSampleProvider({ db, actor: systemActor, today: '2026-11-20' })
    expect([await db.$count(assignments), await db.$count(charges)]).toEqual(before)
  })
})
