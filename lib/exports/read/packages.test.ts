import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { fileLayouts } from '@/lib/imports/layouts'
import { archivePackage } from '@/lib/packages/write/packages'
import { describeDatabases } from '@/testing/database'
import { importText, provider } from '@/testing/imports'
import { makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { packagesCsv } from './packages'

async function exported(db: Db, withArchived = false): Promise<string> {
  const pieces: string[] = []
  for await (const piece of packagesCsv({ db, actor: admin }, { today, withArchived })) pieces.push(piece)
  return pieces.join('')
}

describeDatabases('packages.csv', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importText(db, 'packages', provider.packages)
  })

  test('is what an import takes: again it changes nothing, elsewhere it makes the same packages', async () => {
    const text = await exported(db)
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toBe(fileLayouts.packages.columns.join(','))
    expect(lines[1]).toBe(
      'did,UK DID,"Local number, two channels",USD,0.25,1.5,0.5,1,monthly,1,15|31,advance,prorate,full,no,0,30,,,,charge',
    )
    expect((await importText(db, 'packages', text)).report).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 4,
    })
    const other = await open({ fresh: true })
    expect((await importText(other, 'packages', text)).report).toMatchObject({ created: 4 })
    expect(await exported(other)).toBe(text)
  })

  test('runs no formula of a spreadsheet, and leaves archived packages out unless asked', async () => {
    const before = await exported(db)
    const id = await makePackage(db, {
      name: '=cmd|calc',
      code: '+44',
      description: '@now',
      retail: '0.000001',
    })
    const text = await exported(db)
    expect(text.replace(before, '')).toContain(`'+44,'=cmd|calc,'@now,USD,4,0.000001,`)
    await archivePackage({ db, actor: admin, today }, { id, revision: 1 })
    expect(await exported(db)).toBe(before)
    expect(await exported(db, true)).toBe(text)
  })

  test('is for admins: it holds cost', async () => {
    const manager = await makeManager(db, { canSeeCost: true })
    expect(() => packagesCsv({ db, actor: manager }, { today, withArchived: false })).toThrow('admin')
  })
})
