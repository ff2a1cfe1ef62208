import { CalendarClock, Check } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/calendar-date'
import { Panel } from '@/components/ui/panel'
import type { CalendarDate as DateText } from '@/lib/calendar-date'
import { firstDate } from '@/lib/calendar-date'
import { termsChanges } from '@/lib/packages/changes'
import type { PackageDetails, PackageVersion } from '@/lib/packages/queries'
import { CompareVersions } from './compare-versions'
import { ScheduledVersionActions } from './scheduled-version-actions'

type State = 'cancelled' | 'scheduled' | 'in force' | 'earlier'

function stateOf(item: PackageDetails, version: PackageVersion, today: DateText): State {
  if (version.cancelledAt) return 'cancelled'
  if (version.effectiveOn > today) return 'scheduled'
  return version.id === item.current.id ? 'in force' : 'earlier'
}

function StateBadge({ state }: { state: State }) {
  if (state === 'in force')
    return (
      <Badge tone="good" icon={<Check />}>
        In force
      </Badge>
    )
  if (state === 'scheduled')
    return (
      <Badge tone="accent" icon={<CalendarClock />}>
        Scheduled
      </Badge>
    )
  return <Badge>{state === 'cancelled' ? 'Cancelled' : 'Earlier'}</Badge>
}

/** The version that this one followed: the last before it that was not cancelled. */
function beforeOf(item: PackageDetails, version: PackageVersion): PackageVersion | undefined {
  return item.versions.find(
    other => other.number < version.number && (other.cancelledAt === null || version.cancelledAt !== null),
  )
}

function Changes({ item, version }: { item: PackageDetails; version: PackageVersion }) {
  const before = beforeOf(item, version)
  if (!before) return <p className="text-muted">The first terms.</p>
  const changes = termsChanges(before.terms, version.terms, item.currency)
  if (changes.length === 0) return <p className="text-muted">No visible change.</p>
  return (
    <ul>
      {changes.map(change => (
        <li key={change.field}>
          <span className="text-muted">{change.label}: </span>
          <span className="num text-muted">{change.before || 'none'}</span>
          <span aria-hidden="true" className="text-faint">
            {' → '}
          </span>
          <span className="sr-only"> became </span>
          <span className="num">{change.after || 'none'}</span>
        </li>
      ))}
    </ul>
  )
}

/** Every version of the terms, the latest first, each with what it changed. */
export function Versions({
  item,
  today,
  canEdit,
}: {
  item: PackageDetails
  today: DateText
  canEdit: boolean
}) {
  return (
    <Panel title="Versions">
      <ol className="flex flex-col gap-4">
        {item.versions.map(version => {
          const state = stateOf(item, version, today)
          return (
            <li key={version.id} className="border-l-2 border-line pl-3">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">Version {version.number}</span>
                <StateBadge state={state} />
              </div>
              <p className="text-xs text-muted">
                {version.effectiveOn === firstDate ? (
                  'From the beginning'
                ) : (
                  <>
                    From <CalendarDate date={version.effectiveOn} weekday />,{' '}
                    {version.appliesTo === 'all' ? 'for everyone' : 'for new assignments only'}
                  </>
                )}
                {version.createdBy && `, by ${version.createdBy}`}
              </p>
              <Changes item={item} version={version} />
              {canEdit && state === 'scheduled' && (
                <ScheduledVersionActions
                  packageId={item.id}
                  version={{ id: version.id, number: version.number, effectiveOn: version.effectiveOn }}
                />
              )}
            </li>
          )
        })}
      </ol>
      {item.versions.length > 1 && (
        <CompareVersions
          currency={item.currency}
          versions={item.versions.map(({ number, effectiveOn, cancelledAt, terms }) => ({
            number,
            effectiveOn,
            isCancelled: cancelledAt !== null,
            terms,
          }))}
        />
      )}
    </Panel>
  )
}
