/** What a page asks the database, page by page, with something else to look for each time. */
import type { Db } from '@/db/client'
import { listHolders } from '@/lib/assignments/read/holders'
import { getDashboard, getDueDays, getSteps } from '@/lib/dashboard/read/dashboard'
import { listPackages, packageFilters } from '@/lib/packages/read/list'
import { getPackage } from '@/lib/packages/read/packages'
import { search } from '@/lib/search/read'
import { type AskParts, askParts, now, type PageAsk } from './ask-parts'
import { type BookSizes, carriers, bookDay as today } from './book'
import { asksOfOneCustomer, assignmentAsks, customerAsks, didAsks } from './holder-asks'
import { auditAsks, paymentAsks, runAsks, usageAsks } from './ledger-asks'

/** The asks of every page that lists something. */
export async function pageAsks(db: Db, sizes: BookSizes, random: () => number): Promise<PageAsk[]> {
  const parts = await askParts(db, sizes, random)
  return [
    ...dashboardAsks(parts),
    ...customerAsks(parts),
    ...didAsks(parts),
    ...assignmentAsks(parts),
    ...packageAsks(parts),
    ...usageAsks(parts),
    ...paymentAsks(parts),
    ...auditAsks(parts),
    ...runAsks(parts),
    ...asksOfOneCustomer(parts),
    searchAsk(parts),
  ]
}

function dashboardAsks({ db, as }: AskParts): PageAsk[] {
  return [
    {
      page: 'dashboard',
      work: async actor => [await getSteps(as(actor)), await getDashboard({ db, actor, today, now })],
    },
    { page: 'dashboard, what is due', work: actor => getDueDays({ db, actor, today, now }) },
  ]
}

function packageAsks({ db, as, one, upTo }: AskParts): PageAsk[] {
  return [
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
  ]
}

function searchAsk({ as, one, name, code, reference, digits }: AskParts): PageAsk {
  return {
    page: 'search',
    work: actor =>
      search(
        as(actor),
        one([name(), code(), digits(), reference(), 'al', 'p1', `44${digits()}`, carriers[0] ?? '']),
      ),
  }
}
