import { plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import type { Named } from '@/lib/billing-runs/read/names'
import type { RunDetails } from '@/lib/billing-runs/read/runs'
import { partText } from '../run-labels'

/** The longest of the three parts of a run's work. */
function slowestPart({ loadMs, planMs, writeMs }: RunDetails): string {
  const parts = [
    { name: 'reading', ms: loadMs },
    { name: 'planning', ms: planMs },
    { name: 'writing', ms: writeMs },
  ].sort((a, b) => b.ms - a.ms)
  return parts.map(({ name, ms }) => `${name} ${partText(ms)}`).join(', ')
}

function Customer({ id, name }: Named) {
  return (
    <Link href={`/customers/${id}`} className="hover:text-accent hover:underline">
      {name}
    </Link>
  )
}

/** Where a run's time went, the slowest first, in one quiet line. */
export function RunTimes({ run, slowest }: { run: RunDetails; slowest: Named[] }) {
  if (run.slowestMs === 0) return null
  const [first, last] = [slowest[0], slowest.at(-1)]
  return (
    <p className="text-xs text-muted tabular-nums">
      Time went into {slowestPart(run)}. The slowest batch took {partText(run.slowestMs)} for{' '}
      {plural(run.slowestCount, 'assignment')}
      {first && (
        <>
          {' '}
          of <Customer {...first} />
          {last && last.id !== first.id && (
            <>
              {' '}
              to <Customer {...last} />
            </>
          )}
        </>
      )}
      .
    </p>
  )
}
