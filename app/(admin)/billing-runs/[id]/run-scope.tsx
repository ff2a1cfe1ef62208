import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { countText } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import type { listChosen, Named } from '@/lib/billing-runs/read/names'
import type { RunDetails } from '@/lib/billing-runs/read/runs'

function Names({ names, count, path }: { names: Named[]; count: number; path: string }) {
  const rest = count - names.length
  return (
    <>
      {names.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={`${path}/${id}`} className="text-ink hover:text-accent hover:underline">
            {name}
          </Link>
        </span>
      ))}
      {rest > 0 && ` and ${countText(rest)} more`}
    </>
  )
}

/** What was chosen for a run that does not cover everything. */
export function RunScope({
  run,
  chosen,
}: {
  run: RunDetails
  chosen: Awaited<ReturnType<typeof listChosen>>
}) {
  if (run.customerCount === 0 && run.packageCount === 0 && run.catalogueOn === null) return null
  return (
    <dl className="grid max-w-4xl grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-muted">
      {run.customerCount > 0 && (
        <>
          <dt>Customers</dt>
          <dd className="min-w-0">
            <Names names={chosen.customers} count={run.customerCount} path="/customers" />
          </dd>
        </>
      )}
      {run.packageCount > 0 && (
        <>
          <dt>Packages</dt>
          <dd className="min-w-0">
            <Names names={chosen.packages} count={run.packageCount} path="/packages" />. Funds are judged as
            if nothing else were charged.
          </dd>
        </>
      )}
      {run.catalogueOn !== null && (
        <>
          <dt>Prices</dt>
          <dd>
            As on <CalendarDate date={run.catalogueOn} />: changes of packages scheduled after that day are
            left out.
          </dd>
        </>
      )}
    </dl>
  )
}
