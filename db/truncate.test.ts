import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { constraintOf } from '@/lib/refusal/constraints'
import { describeDatabases, withOwner } from '@/testing/database'
import { rowsOf } from './rows'

describeDatabases('TRUNCATE', open => {
  test('is refused on runs and on every table that holds a part of a run, also by the owner', async () => {
    const db = await open()
    const tables = await rowsOf<{ name: string }>(
      db,
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and (relname = 'billing_runs' or relname like 'billing\\_run\\_%') order by relname`,
    )
    expect(tables.length).toBeGreaterThanOrEqual(7)
    for (const { name } of tables) {
      const error = await withOwner(db, owner =>
        owner.execute(sql.raw(`truncate ${name} cascade`)).then(
          () => null,
          (refusal: unknown) => refusal,
        ),
      )
      // CASCADE may meet the trigger of a table that points at this one first.
      expect([name, constraintOf(error)]).toEqual([
        name,
        expect.stringMatching(/^billing_run.*_never_emptied$/),
      ])
    }
  })
})
