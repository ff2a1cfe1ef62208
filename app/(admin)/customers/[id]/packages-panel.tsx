import { countText } from '@/components/ui/figure/number'
import { Period } from '@/components/ui/figure/period'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listEntitlements } from '@/lib/connexcs/read'
import type { CustomerDetails } from '@/lib/customers/read/customers'
import type { Page } from '@/lib/http/page'
import { mostCounted } from '@/lib/listing/paging'
import { StatusBadge } from '../../assignments/status-badge'

type Of = { page: Page; customer: CustomerDetails }

const packagesShown = 10

/** Of the link to all of them; a count that stopped counting is no count. */
function linkText(count: number): string {
  if (count <= packagesShown) return 'Details'
  return count > mostCounted ? 'All' : `All ${countText(count)}`
}

/** The packages that have not ended, the first ten by name. */
export async function ActivePackages({ page, customer }: Of) {
  const { db, actor, today } = page
  const { rows, count } = await listAssignments(
    { db, actor },
    {
      search: '',
      sort: 'package',
      filters: { status: 'open', customerId: customer.id },
      today,
    },
  )
  const shown = await describeRows({ db, actor, today }, rows.slice(0, packagesShown))
  return (
    <Panel
      title="Packages"
      action={
        count > 0 && (
          <Link href={`/customers/${customer.id}?tab=assignments`} className="text-accent hover:underline">
            {linkText(count)}
          </Link>
        )
      }
    >
      {shown.length === 0 ? (
        <p className="text-muted">No packages. Assign one to charge this customer.</p>
      ) : (
        <ul className="flex flex-col">
          {shown.map(row => (
            <li
              key={row.id}
              className="flex min-h-10 items-center gap-3 border-b border-line py-1.5 last:border-0"
            >
              <span className="min-w-0 flex-1">
                <Link href={`/assignments/${row.id}`} className="block truncate font-medium hover:underline">
                  {row.package}
                </Link>
                <span className="block truncate text-xs text-muted">
                  {row.quantityNow > 1 && `${row.quantityNow} × `}
                  {row.schedule}
                  {row.number !== null && ` · ${row.number}`}
                  {row.isDidEnabled === false && ' · disabled, still bills'}
                </span>
              </span>
              <StatusBadge status={row.status} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** The features that packages switch on, now and to come, each with its last day; nothing where there are none. */
export async function Features({ page, customer }: Of) {
  const features = await listEntitlements({ db: page.db, actor: page.actor, today: page.today }, customer.id)
  if (features.length === 0) return null
  return (
    <Panel title="Features switched on">
      <ul className="flex flex-col">
        {features.map(({ name, fromOn, toOn, isActive }) => (
          <li
            key={`${name} ${fromOn}`}
            className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 border-b border-line py-1 last:border-0"
          >
            <span className="truncate">
              {name}
              {!isActive && <span className="text-muted"> · to come</span>}
            </span>
            <span className="text-muted">
              <Period from={fromOn} to={toOn} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
