/** What the lists of customers, DIDs and assignments ask the database. */
import { type AssignmentAsk, listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listHistory } from '@/lib/audit/read/history'
import { listCharges } from '@/lib/charges/read/charges'
import {
  type CustomerAsk,
  listCustomerCurrencies,
  listCustomers,
  listManagers,
} from '@/lib/customers/read/customers'
import { type DidAsk, listCarriers, listDids } from '@/lib/dids/read/dids'
import { countLeaks } from '@/lib/dids/read/leaks'
import { type AskParts, now, type PageAsk, type Work } from './ask-parts'
import { bookDay as today } from './book'

/** The list of customers: by name, sorted, searched, filtered. */
export function customerAsks({ db, sizes, as, deep, paged, one, upTo, name, code }: AskParts): PageAsk[] {
  const customers =
    (ask: Partial<CustomerAsk>): Work =>
    async actor =>
      Promise.all([
        listCustomers(as(actor), { search: '', sort: 'name', filters: {}, today, ...ask }),
        listCustomerCurrencies(as(actor)),
        listManagers(db),
      ])
  return [
    paged('customers by name', position => customers(position), deep.customers),
    {
      page: 'customers, sorted',
      work: actor => customers({ sort: one(['-name', 'code', '-balance', 'available', 'manager']) })(actor),
    },
    {
      page: 'customers, searched',
      work: actor => customers({ search: one([name(), code(), `billing${upTo(sizes.customers)}@`]) })(actor),
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
  ]
}

/** The list of DIDs: by number and carrier, sorted, searched, filtered. */
export function didAsks({ db, as, deep, paged, one, name, code, digits }: AskParts): PageAsk[] {
  const dids =
    (ask: Partial<DidAsk>): Work =>
    async actor =>
      Promise.all([
        listDids(as(actor), { search: '', sort: 'number', filters: {}, today, ...ask }),
        listCarriers(as(actor)),
        countLeaks({ db, actor, today, now }),
      ])
  return [
    paged('DIDs by number', position => dids(position), deep.dids),
    paged('DIDs by carrier', position => dids({ sort: 'carrier', ...position }), deep.carriers),
    { page: 'DIDs by customer', work: actor => dids({ sort: one(['customer', '-customer']) })(actor) },
    { page: 'DIDs, searched', work: actor => dids({ search: one([digits(), name(), code()]) })(actor) },
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
  ]
}

function assignmentsWork({ db, as }: AskParts, ask: Partial<AssignmentAsk>): Work {
  return async actor => {
    const { rows } = await listAssignments(as(actor), { search: '', sort: '', filters: {}, today, ...ask })
    return describeRows({ db, actor, today }, rows)
  }
}

/** The list of assignments: in three orders, sorted, searched, filtered. */
export function assignmentAsks(parts: AskParts): PageAsk[] {
  const { sizes, deep, paged, one, upTo, name, code, reference, digits } = parts
  const work = (ask: Partial<AssignmentAsk>) => assignmentsWork(parts, ask)
  return [
    paged('assignments, newest first', position => work(position), deep.newest),
    paged('assignments by start', position => work({ sort: 'start', ...position }), deep.starts),
    paged('assignments by customer', position => work({ sort: 'customer', ...position }), deep.payers),
    {
      page: 'assignments, sorted',
      work: actor =>
        work({ sort: one(['reference', '-start', 'end', '-end', 'package', '-customer']) })(actor),
    },
    {
      page: 'assignments, searched',
      work: actor => work({ search: one([reference(), name(), code(), digits(), 'Silver Trunk']) })(actor),
    },
    {
      page: 'assignments, filtered',
      work: actor =>
        work({
          filters: one<AssignmentAsk['filters']>([
            { status: one(['active', 'upcoming', 'ending', 'ended']) },
            { target: 'did' },
            { packageId: upTo(200) },
            { manager: `manager-${upTo(sizes.managers)}` },
          ]),
        })(actor),
    },
  ]
}

/** The lists on the page of one customer. */
export function asksOfOneCustomer(parts: AskParts): PageAsk[] {
  const { as, ofOneCustomer } = parts
  return [
    ofOneCustomer("a customer's charges", (actor, id) => listCharges(as(actor), { customerIds: [id] })),
    ofOneCustomer("a customer's assignments", (actor, id) =>
      assignmentsWork(parts, { filters: { customerId: id } })(actor),
    ),
    ofOneCustomer("a customer's history", (actor, id) => listHistory(as(actor), { customerId: id }, {})),
  ]
}
