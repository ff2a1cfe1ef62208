import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { users } from '@/db/schema/users'
import { isAdmin, requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { Customer } from '@/lib/access/read'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { writeAudit } from '@/lib/audit/write/audit'
import { refuseStale } from '@/lib/audit/write/refuse-stale'
import { minorText } from '@/lib/money'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import type { CustomerEdit, CustomerInput } from './schema'

const words = {
  accountCode: 'the account code',
  name: 'the name',
  currency: 'the currency',
  email: 'the e-mail',
  debitLimit: 'the debit limit',
  accountManager: 'the account manager',
}

type Saved = { id: number; name: string }

/** Adds a customer; admins only. An account code that is taken is refused on its field. */
export async function createCustomer({ db, actor }: Within<'actor'>, input: CustomerInput): Promise<Saved> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    await refuseTakenCode(tx, input.accountCode, 0)
    const managers = await managersOf(tx, null, input.accountManagerId)
    const [row] = await tx
      .insert(customers)
      .values({
        accountCode: input.accountCode,
        name: input.name,
        currency: input.currency,
        email: input.email,
        debitLimitMinor: input.debitLimitMinor,
        accountManagerId: input.accountManagerId,
      })
      .returning()
    if (!row) throw new Error('the customer was not inserted')
    await writeAudit(
      { db: tx, actor },
      {
        action: 'customer.created',
        entity: 'customer',
        entityId: row.id,
        label: row.name,
        after: auditValues(row, managers),
      },
    )
    return { id: row.id, name: row.name }
  })
}

/**
 * Changes a customer. An account manager may change the name and the e-mail of their own; account code, currency, debit
 * limit and account manager are an admin's. The currency is for life: refused once anything refers to it.
 */
export async function updateCustomer({ db, actor }: Within<'actor'>, input: CustomerEdit): Promise<Saved> {
  return db.transaction(async tx => {
    const before = await lockCustomer({ db: tx, actor }, input.id)
    await refuseStale(tx, {
      entity: 'customer',
      entityId: before.id,
      typed: input.revision,
      current: before.revision,
      words,
    })
    if (!isAdmin(actor)) refuseAdminFields(before, input)
    if (input.currency !== before.currency) await refuseCurrencyInUse(tx, before)
    if (input.accountCode !== before.accountCode) await refuseTakenCode(tx, input.accountCode, before.id)
    const { id, revision, ...values } = input
    const managers = await managersOf(tx, before.accountManagerId, input.accountManagerId)
    const after = { ...before, ...values, revision: before.revision + 1 }
    if (isSame(before, after)) return { id, name: before.name }
    await tx
      .update(customers)
      .set({ ...values, revision: after.revision, updatedAt: sql`now()` })
      .where(eq(customers.id, id))
    await writeAudit(
      { db: tx, actor },
      {
        action: 'customer.updated',
        entity: 'customer',
        entityId: id,
        label: after.name,
        before: auditValues(before, managers),
        after: auditValues(after, managers),
      },
    )
    return { id, name: after.name }
  })
}

const editable = ['accountCode', 'name', 'currency', 'email', 'debitLimitMinor', 'accountManagerId'] as const

function isSame(before: Customer, after: Customer): boolean {
  return editable.every(field => before[field] === after[field])
}

function refuseAdminFields(before: Customer, input: CustomerEdit): void {
  const sentence = 'Only an admin may change this.'
  const changed = editable.filter(
    field => field !== 'name' && field !== 'email' && before[field] !== input[field],
  )
  if (changed.length === 0) return
  throw new NotAllowed(
    undefined,
    Object.fromEntries(changed.map(field => [field === 'debitLimitMinor' ? 'debitLimit' : field, sentence])),
  )
}

async function refuseTakenCode(tx: Db, accountCode: string, ownId: number): Promise<void> {
  const [taken] = await tx
    .select({ name: customers.name })
    .from(customers)
    .where(and(eq(customers.accountCode, accountCode), ne(customers.id, ownId)))
    .limit(1)
  if (taken) throw Refusal.field('accountCode', `${taken.name} already has the account code ${accountCode}.`)
}

async function refuseCurrencyInUse(tx: Db, customer: Customer): Promise<void> {
  const [found] = await rowsOf<{ used: boolean }>(
    tx,
    sql`select exists(select 1 from assignments where payer_id = ${customer.id})
      or exists(select 1 from charges where customer_id = ${customer.id})
      or exists(select 1 from ledger_entries where customer_id = ${customer.id})
      or exists(select 1 from payments where customer_id = ${customer.id})
      or exists(select 1 from usage where customer_id = ${customer.id}) as used`,
  )
  if (found?.used)
    throw Refusal.field(
      'currency',
      `Keep ${customer.currency}: this customer already has assignments, charges, payments or usage in it.`,
    )
}

/** The e-mails of the earlier and the new account manager, by user id. Refuses a new one who may not sign in. */
async function managersOf(tx: Db, was: string | null, next: string | null): Promise<Map<string, string>> {
  const ids = [...new Set([was, next])].filter(id => id !== null)
  if (ids.length === 0) return new Map()
  const found = await tx
    .select({ id: users.id, email: users.email, isActive: users.isActive })
    .from(users)
    .where(inArray(users.id, ids))
  const chosen = found.find(user => user.id === next)
  if (next !== null && next !== was && !chosen?.isActive)
    throw Refusal.field(
      'accountManagerId',
      chosen
        ? `${chosen.email} is deactivated: choose another account manager.`
        : 'Choose an account manager from the list.',
    )
  return new Map(found.map(user => [user.id, user.email]))
}

function auditValues(row: Customer, managers: Map<string, string>) {
  return {
    accountCode: row.accountCode,
    name: row.name,
    currency: row.currency,
    email: row.email,
    debitLimit: minorText(row.debitLimitMinor, row.currency),
    accountManager: row.accountManagerId === null ? null : (managers.get(row.accountManagerId) ?? null),
    revision: row.revision,
  }
}
