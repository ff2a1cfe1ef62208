import { CalendarClock, Check } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Panel } from '@/components/ui/panel'
import type { CalendarDate as DateText } from '@/lib/calendar-date'
import { firstDate } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { termsChanges } from '@/lib/packages/changes'
import { inTakingOver } from '@/lib/packages/read/edited'
import { type VersionCounting, versionsCounting } from '@/lib/packages/read/impact-counting'
import type { PackageDetails, PackageVersion } from '@/lib/packages/read/packages'
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

/** The version that this one takes over from: the last one from an earlier date, or typed earlier for the same date, that stands. */
function beforeOf(item: PackageDetails, version: PackageVersion): PackageVersion | undefined {
  const stands = item.versions.filter(other => other.cancelledAt === null && inTakingOver(other, version) < 0)
  return stands.sort(inTakingOver).at(-1)
}

function countsText(
  version: PackageVersion,
  { firstOn, lastOn, isOverruled, never }: VersionCounting,
): string | null {
  if (never) return 'Never counts: a later change decides.'
  if (firstOn === null || lastOn === null)
    return isOverruled ? 'Counts for new assignments only: for the others a later change decides.' : null
  if (lastOn === version.effectiveOn) return null
  const some = isOverruled ? ' For some a later change decides.' : ''
  return firstOn === lastOn
    ? `Counts from ${calendarDateText(firstOn, 'with weekday')} for assignments that began before.${some}`
    : `Counts from ${calendarDateText(firstOn)} to ${calendarDateText(lastOn)}, for each assignment from its own boundary.${some}`
}

function Counts({ version, counting }: { version: PackageVersion; counting: VersionCounting | undefined }) {
  const text = counting ? countsText(version, counting) : null
  return text && <p className="text-xs">{text}</p>
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

type VersionsOf = { item: PackageDetails; today: DateText; canEdit: boolean }

/** The versions with the days from which they count, which the ledger is asked for. */
export async function CountedVersions({ page, ...of }: VersionsOf & { page: Page }) {
  return (
    <Versions
      {...of}
      counting={await versionsCounting({ db: page.db, actor: page.actor, today: of.today }, of.item)}
    />
  )
}

/** Every version of the terms, the last to take over first, each with what it changes and from when it counts. */
export function Versions({
  item,
  today,
  canEdit,
  counting,
}: VersionsOf & { counting?: ReadonlyMap<number, VersionCounting> }) {
  const versions = item.versions.toSorted(inTakingOver).reverse()
  return (
    <Panel title="Versions">
      <ol className="flex flex-col gap-4">
        {versions.map(version => {
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
              <Counts version={version} counting={counting?.get(version.id)} />
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
          versions={versions.map(({ number, effectiveOn, cancelledAt, terms }) => ({
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
