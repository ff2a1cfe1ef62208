import { plural } from '@/components/ui/figure/number'
import { calendarDateText } from '@/lib/date-text'
import type { Figures } from '@/lib/packages/read/impact'

/** `from Fri 1 Jan 2027`, or between which days each has its boundary; empty if none follows. */
export function fromText({ firstOn, lastOn }: Pick<Figures, 'firstOn' | 'lastOn'>): string {
  if (firstOn === null || lastOn === null) return ''
  return firstOn === lastOn
    ? `from ${calendarDateText(firstOn, 'with weekday')}`
    : `each from its own boundary between ${calendarDateText(firstOn)} and ${calendarDateText(lastOn)}`
}

function notesOf({ assignments, heldOff, overruled, givenAway }: Figures): string[] {
  const notes: string[] = []
  if (heldOff > 0) {
    const whom = heldOff === assignments ? '' : ` for ${plural(heldOff, 'assignment')}`
    notes.push(
      `It counts later than its date${whom}: periods that are charged, waived or marked as billed keep their terms.`,
    )
  }
  if (overruled > 0)
    notes.push(`For ${plural(overruled, 'assignment')} it never counts: a later change decides.`)
  if (givenAway.days > 0) {
    const [days, those] = [plural(givenAway.days, 'day'), plural(givenAway.assignments, 'assignment')]
    notes.push(
      `The schedule changes and the first period is not charged: that gives away ${days} of ${those}, from the boundary to the first date of the new schedule.`,
    )
  }
  return notes
}

/** Why a change counts later than its date, never, or with days that are not charged; nothing if it simply counts. */
export function ImpactNotes({ figures }: { figures: Figures }) {
  const notes = notesOf(figures)
  if (notes.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {notes.map(note => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
