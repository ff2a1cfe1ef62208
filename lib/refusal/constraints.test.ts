import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/rows'
import { customers, dids } from '@/db/schema/customers'
import { describeDatabases, withOwner } from '@/testing/database'
import { constraintMeanings, constraintOf, constraintProblem } from './constraints'

/** What only the product itself could break: a defect, to be logged with its id rather than shown as a field. */
const unreachable = [
  /_(created_by|started_by|undone_by)_users_id_fk$/,
  /^(accounts|sessions)_user_id_users_id_fk$/,
  /^sessions_token_(unique|is_hash)$/,
  /^api_keys_hash_(unique|form)$/,
  /^(users_role_known|settings_one_row)$/,
  /^security_events_/,
  /^(assignment_pointers_|billing_run|bulk_change|schedule_claims_|notices_|notice_lines_|charge_waivers_(kind|outcome)_known)/,
  /^package_versions_(package_id_packages_id_fk|cancelled_whole|change_number_unique)$/,
  /^assignment_(boundaries|ends|quantities)_(assignment_id_|number_)/,
  /^assignments_(moved_away|moved_whole|moved_from_id_|root_id_)/,
  /^charges_(run|customer|did|package|version|reverses)_id_/,
  /^charges_(kind_known|reversal_names_its_charge|period_in_order|quantity_positive|fraction_sound|sign_fits_kind|settlement_fits|not_zero|reversal_mirrors)$/,
  /^ledger_entries_(customer|charge|payment|run)_id_/,
  /^ledger_entries_(kind_known|amount_not_zero|source)$/,
]

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('the database let it through')
    },
    (error: unknown) => error,
  )
}

async function namedConstraints(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'u', 'f', 'x')
      union select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indisunique and not x.indisprimary and i.relnamespace = 'public'::regnamespace`,
  )
  return rows.map(row => row.name)
}

const customer = { accountCode: 'ACME', name: 'Acme', currency: 'USD' }

describeDatabases('constraints', open => {
  test('every one a person can reach has a sentence', async () => {
    const names = await namedConstraints(await open())
    const silent = names.filter(
      name => !(name in constraintMeanings) && !unreachable.some(pattern => pattern.test(name)),
    )
    expect(silent).toEqual([])
  })

  test('no sentence speaks of a constraint that is gone', async () => {
    const names = new Set(await namedConstraints(await open()))
    const raised = await rowsOf<{ body: string }>(
      await open(),
      sql`select prosrc || coalesce((select string_agg(tgname, ' ') from pg_trigger where tgfoid = p.oid), '') as body
        from pg_proc p where pronamespace = 'public'::regnamespace`,
    )
    const triggers = raised.map(row => row.body).join(' ')
    expect(
      Object.keys(constraintMeanings).filter(name => !names.has(name) && !triggers.includes(name)),
    ).toEqual([])
  })

  test('a name in use lands on its field', async () => {
    const db = await open()
    await db.insert(customers).values(customer)
    const error = await failureOf(db.insert(customers).values(customer))
    expect(constraintProblem(error)).toMatchObject({
      constraint: 'customers_account_code_unique',
      field: 'accountCode',
    })
  })

  test('a row that is gone and a row that is still in use are told apart', async () => {
    const db = await open()
    const missing = await failureOf(db.insert(dids).values({ number: '442071234567', customerId: 999_999 }))
    expect(constraintProblem(missing)).toMatchObject({ field: 'customerId' })

    const [made] = await db
      .insert(customers)
      .values({ ...customer, accountCode: 'USED' })
      .returning()
    const id = made?.id ?? 0
    await db.insert(dids).values({ number: '442071234568', customerId: id })
    const used = await failureOf(withOwner(db, owner => owner.delete(customers).where(eq(customers.id, id))))
    expect(constraintProblem(used)).toMatchObject({
      field: null,
      sentence: expect.stringContaining('still in use'),
    })
  })

  test('a trigger names its constraint, also inside a transaction', async () => {
    const db = await open()
    await rowsOf(
      db,
      sql`insert into audit_log (actor, action, entity, entity_id, label) values ('a', 'b', 'c', '1', 'd') returning id`,
    )
    const error = await failureOf(
      withOwner(db, owner => owner.transaction(tx => tx.execute(sql`delete from audit_log`))),
    )
    expect(constraintOf(error)).toBe('audit_log_append_only')
  })
})

describe('other errors', () => {
  test.each([[new Error('boom')], ['text'], [null], [{ constraint: 7 }], [{ cause: undefined }]])(
    'name no constraint: %s',
    error => expect(constraintProblem(error)).toBeNull(),
  )

  test('an error that is its own cause ends the search', () => {
    const error = new Error('loop')
    error.cause = error
    expect(constraintOf(error)).toBeNull()
  })
})
