import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { updatePackages } from '@/lib/imports/write/packages'
import { describeDatabases } from '@/testing/database'
import { makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { getPackage } from '../read/packages'
import { packageEditSchema } from '../schema'
import { updatePackage } from './packages'

describeDatabases('notice days', open => {
  test('are kept and audited, make no version, and a file leaves them as they are', async () => {
    const db = await open()
    const terms = { cost: '4', retail: '10', frequency: 'monthly', match: '1' }
    const id = await makePackage(db, { name: 'Told', noticeDays: '14', ...terms })
    const read = async () => {
      const found = await getPackage({ db, actor: admin, today }, id)
      return [found?.noticeDays, found?.versions.length]
    }
    expect(await read()).toEqual([14, 1])
    const edit = packageEditSchema.parse({ id, name: 'Told', revision: 1, noticeDays: '0', ...terms })
    await updatePackage({ db, actor: admin, today }, edit)
    expect(await read()).toEqual([0, 1])
    const [entry] = await rowsOf<{ before: string; after: string }>(
      db,
      sql`select before ->> 'noticeDays' as before, after ->> 'noticeDays' as after from audit_log
        where action = 'package.updated' and entity_id = ${String(id)}`,
    )
    expect(entry).toEqual({ before: '14', after: '0' })
    await updatePackages(db, [{ id, name: 'Told again', description: '', connexcsPackageId: null }])
    expect(await read()).toEqual([0, 1])
  })
})
