/** What a page asks the database, page by page, with something else to look for each time. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { type AssignmentAsk, listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listHolders } from '@/lib/assignments/read/holders'
import { listAudit, listAuditActors } from '@/lib/audit/read/audit'
import { listHistory } from '@/lib/audit/read/history'
import { listRunLines } from '@/lib/billing-runs/read/lines'
import { listRuns } from '@/lib/billing-runs/read/runs'
import { listCharges } from '@/lib/charges/read/charges'
import {
  type CustomerAsk,
  listCustomerCurrencies,
  listCustomers,
  listManagers,
} from '@/lib/customers/read/customers'
import { getDashboard, getDueDays, getSteps } from '@/lib/dashboard/read/dashboard'
import { type DidAsk, listCarriers, listDids } from '@/lib/dids/read/dids'
import { countLeaks } from '@/lib/dids/read/leaks'
import { listPackages, packageFilters } from '@/lib/packages/read/list'
import { getPackage } from '@/lib/packages/read/packages'
import { listPayments } from '@/lib/payments/read'
import { search } from '@/lib/search/read'
import { listUsage } from '@/lib/usage/read'
import { type BookSizes, carriers, bookDay as today } from './book'
import { deepCursors } from './deep-cursors'

type Work = (actor: Actor) => Promise<unknown>
export type PageAsk = { page: string; work: Work; first?: Work; deep?: Work }

const now = new Date(`${today}T09:00:00Z`)

/** The asks of every page that lists something. */
export async function pageAsks(db: Db, sizes: BookSizes, random: () => number): Promise<PageAsk[]> {
  const upTo = (count: number) => 1 + Math.floor(random() * count)
  const one = <T>(values: readonly T[]): T => {
    const [chosen] = values.slice(Math.floor(random() * values.length))
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  const as = (actor: Actor) => ({ db, actor })
  const words = {
    name: () => one(['harbour', 'Alpine Foods', 'silver tele', 'legal', 'xyz', 'prime motors ltd']),
  }
  const code = () => `C${String(upTo(sizes.customers)).padStart(7, '0')}`
  const reference = () => `ORD-${String(upTo(sizes.assignments) - 1).padStart(8, '0')}`
  const digits = () => String(upTo(999_999)).padStart(one([3, 5, 6]), '0')

  const customers =
    (ask: Partial<CustomerAsk>): Work =>
    async actor =>
      Promise.all([
        listCustomers(as(actor), { search: '', sort: 'name', filters: {}, today, ...ask }),
        listCustomerCurrencies(as(actor)),
        listManagers(db),
      ])
  const dids =
    (ask: Partial<DidAsk>): Work =>
    async actor =>
      Promise.all([
        listDids(as(actor), { search: '', sort: 'number', filters: {}, today, ...ask }),
        listCarriers(as(actor)),
        countLeaks({ db, actor, today, now }),
      ])
  const assignments =
    (ask: Partial<AssignmentAsk>): Work =>
    async actor => {
      const { rows } = await listAssignments(as(actor), { search: '', sort: '', filters: {}, today, ...ask })
      return describeRows({ db, actor, today }, rows)
    }
  const deep = await deepCursors(db)
  const paged = (page: string, ask: (position: { after?: string }) => Work, after: string): PageAsk => ({
    page,
    work: actor => ask(random() < 0.5 ? { after } : {})(actor),
    first: ask({}),
    deep: ask({ after }),
  })
  // Of runs for the whole book: no account manager may open them.
  const lines = async (mode: 'post' | 'simulate', ask: { search?: string; outcome?: string }) => {
    const [run] = await rowsOf<{ id: number }>(
      db,
      sql`select id::float8 as id from billing_runs where mode = ${mode} order by id desc limit 1`,
    )
    return listRunLines(as(admin), { id: run?.id ?? 0, mode }, { search: '', ...ask })
  }
  const ofOne = (page: string, work: (actor: Actor, id: number) => Promise<unknown>): PageAsk => ({
    page,
    work: actor => work(actor, upTo(sizes.customers)),
  })
  return [
    {
      page: 'dashboard',
      work: async actor => [await getSteps(as(actor)), await getDashboard({ db, actor, today, now })],
    },
    { page: 'dashboard, what is due', work: actor => getDueDays({ db, actor, today, now }) },
    paged('customers by name', position => customers(position), deep.customers),
    {
      page: 'customers, sorted',
      work: actor => customers({ sort: one(['-name', 'code', '-balance', 'available', 'manager']) })(actor),
    },
    {
      page: 'customers, searched',
      work: actor =>
        customers({ search: one([words.name(), code(), `billing${upTo(sizes.customers)}@`]) })(actor),
    },
    {
      page: 'customers, filtered',
      work: actor =>
        customers({
          filters: one<CustomerAsk['filters']>([
            { currency: 'JPY' },
            { funds: 'short' },
            { manager: `manager-${upTo(sizes.managers)}` },
          ]),
        })(actor),
    },
    paged('DIDs by number', position => dids(position), deep.dids),
    paged('DIDs by carrier', position => dids({ sort: 'carrier', ...position }), deep.carriers),
    { page: 'DIDs by customer', work: actor => dids({ sort: one(['customer', '-customer']) })(actor) },
    { page: 'DIDs, searched', work: actor => dids({ search: one([digits(), words.name(), code()]) })(actor) },
    {
      page: 'DIDs, filtered',
      work: actor =>
        dids({
          filters: one<DidAsk['filters']>([
            { owner: 'stock' },
            { package: 'without' },
            { enabled: 'no' },
            { carrier: one(['Colt', 'Voxbone']) },
            { leak: 'no_package' },
          ]),
        })(actor),
    },
    paged('assignments, newest first', position => assignments(position), deep.newest),
    paged('assignments by start', position => assignments({ sort: 'start', ...position }), deep.starts),
    paged('assignments by customer', position => assignments({ sort: 'customer', ...position }), deep.payers),
    {
      page: 'assignments, sorted',
      work: actor =>
        assignments({ sort: one(['reference', '-start', 'end', '-end', 'package', '-customer']) })(actor),
    },
    {
      page: 'assignments, searched',
      work: actor =>
        assignments({ search: one([reference(), words.name(), code(), digits(), 'Silver Trunk']) })(actor),
    },
    {
      page: 'assignments, filtered',
      work: actor =>
        assignments({
          filters: one<AssignmentAsk['filters']>([
            { status: one(['active', 'upcoming', 'ending', 'ended']) },
            { target: 'did' },
            { packageId: upTo(200) },
            { manager: `manager-${upTo(sizes.managers)}` },
          ]),
        })(actor),
    },
    {
      page: 'packages',
      work: actor =>
        Promise.all([
          listPackages(as(actor), { today, now, sort: one(['name', 'assignments', '-margin', 'changed']) }),
          packageFilters(db),
        ]),
    },
    {
      page: "a package's assignments",
      work: async actor => {
        const id = upTo(200)
        return [await getPackage({ db, actor, today }, id), await listHolders(as(actor), id, { today })]
      },
    },
    paged(
      'usage',
      position => actor => listUsage(as(actor), { search: '', from: null, to: null, ...position }),
      deep.usage,
    ),
    {
      page: 'usage, searched',
      work: actor =>
        listUsage(as(actor), {
          search: one([code(), digits(), `call-${upTo(sizes.assignments)}`, words.name()]),
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
    paged(
      'payments',
      position => actor => listPayments(as(actor), { search: '', status: null, ...position }),
      deep.payments,
    ),
    {
      page: 'payments, searched',
      work: actor =>
        listPayments(as(actor), {
          search: one([`PAY-${upTo(sizes.customers)}`, code(), words.name()]),
          status: one([null, 'pending']),
        }),
    },
    {
      ...paged('audit', position => () => listAudit(as(admin), { timeZone: 'UTC', ...position }), deep.audit),
    },
    {
      page: 'audit, searched',
      work: () =>
        Promise.all([
          listAudit(as(admin), { timeZone: 'UTC', search: one([reference(), 'manager7@', 'created']) }),
          listAuditActors(as(admin)),
        ]),
    },
    { page: 'runs', work: actor => listRuns(as(actor), { now }) },
    { page: "a run's charges", work: () => lines('post', {}) },
    {
      page: "a run's charges, searched",
      work: () => lines('post', { search: one([code(), reference(), words.name()]) }),
    },
    { page: "a simulation's skips", work: () => lines('simulate', { outcome: 'skipped' }) },
    ofOne("a customer's charges", (actor, id) => listCharges(as(actor), { customerIds: [id] })),
    ofOne("a customer's assignments", (actor, id) => assignments({ filters: { customerId: id } })(actor)),
    ofOne("a customer's history", (actor, id) => listHistory(as(actor), { customerId: id }, {})),
    {
      page: 'search',
      work: actor =>
        search(
          as(actor),
          one([words.name(), code(), digits(), reference(), 'al', 'p1', `44${digits()}`, carriers[0] ?? '']),
        ),
    },
  ]
}
