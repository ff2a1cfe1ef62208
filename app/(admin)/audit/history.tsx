import { Instant } from '@/components/ui/figure/instant'
import { actionText } from '@/lib/audit/labels'
import type { AuditRow } from '@/lib/audit/read/audit'
import { ChangeList } from './change-list'

/** The history of one thing, for its page: rows of `listEntityAudit`, newest first. */
export function History({ rows, timeZone }: { rows: AuditRow[]; timeZone: string }) {
  if (rows.length === 0) return <p className="text-muted">Nothing has changed since it was made.</p>
  return (
    <ol className="flex flex-col gap-4">
      {rows.map(row => (
        <li key={row.id} className="border-l-2 border-line pl-3">
          <p className="font-medium">{actionText(row.action)}</p>
          <p className="text-xs text-muted">
            <Instant at={row.at} timeZone={timeZone} /> by {row.actor}
          </p>
          <ChangeList before={row.before} after={row.after} />
          {row.reason && <p className="text-muted">Why: {row.reason}</p>}
        </li>
      ))}
    </ol>
  )
}
