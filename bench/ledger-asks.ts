/** What the lists of usage, payments, runs and the audit trail ask the database. */
import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { listAudit, listAuditActors } from '@/lib/audit/read/audit'
import { listRunLines } from '@/lib/billing-runs/read/lines'
import { listRuns } from '@/lib/billing-runs/read/runs'
import { listPayments } from '@/lib/payments/read'
import { listUsage } from '@/lib/usage/read'
import { type AskParts, now, type PageAsk } from './ask-parts'

/** The list of usage: all of it, searched, and of some days. */
export function usageAsks({ sizes, as, deep, paged, one, upTo, name, code, digits }: AskParts): PageAsk[] {
  return [
    paged(
      'usage',
      position => actor => listUsage(as(actor), { search: '', from: null, to: null, ...position }),
      deep.usage,
    ),
    {
      page: 'usage, searched',
      work: actor =>
        listUsage(as(actor), {
          search: one([code(), digits(), `call-${upTo(sizes.assignments)}`, name()]),
          from: null,
          to: null,
        }),
    },
    {
      page: 'usage of some days',
      work: actor =>
        listUsage(as(actor), {
          search: '',
          from: one(['2025-03-01', '2025-06-01']),
          to: one(['2025-06-03', '2025-09-30']),
        }),
    },
  ]
}

/** The list of payments: all of it, and searched. */
export function paymentAsks({ sizes, as, deep, paged, one, upTo, name, code }: AskParts): PageAsk[] {
  return [
    paged(
      'payments',
      position => actor => listPayments(as(actor), { search: '', status: null, ...position }),
      deep.payments,
    ),
    {
      page: 'payments, searched',
      work: actor =>
        listPayments(as(actor), {
          search: one([`PAY-${upTo(sizes.customers)}`, code(), name()]),
          status: one([null, 'pending']),
        }),
    },
  ]
}

/** The audit trail, which admins alone may read. */
export function auditAsks({ as, deep, paged, one, reference }: AskParts): PageAsk[] {
  return [
    paged('audit', position => () => listAudit(as(admin), { timeZone: 'UTC', ...position }), deep.audit),
    {
      page: 'audit, searched',
      work: () =>
        Promise.all([
          listAudit(as(admin), { timeZone: 'UTC', search: one([reference(), 'manager7@', 'created']) }),
          listAuditActors(as(admin)),
        ]),
    },
  ]
}

/** The list of runs, and the lines of the latest ones. */
export function runAsks({ db, as, one, name, code, reference }: AskParts): PageAsk[] {
  // Of runs for the whole book: no account manager may open them.
  const lines = async (mode: 'post' | 'simulate', ask: { search?: string; outcome?: string }) => {
    const [run] = await rowsOf<{ id: number }>(
      db,
      sql`select id::float8 as id from billing_runs where mode = ${mode} order by id desc limit 1`,
    )
    return listRunLines(as(admin), { id: run?.id ?? 0, mode }, { search: '', ...ask })
  }
  return [
    { page: 'runs', work: actor => listRuns(as(actor), { now }) },
    { page: "a run's charges", work: () => lines('post', {}) },
    {
      page: "a run's charges, searched",
      work: () => lines('post', { search: one([code(), reference(), name()]) }),
    },
    { page: "a simulation's skips", work: () => lines('simulate', { outcome: 'skipped' }) },
  ]
}
