/** What must hold of a reference book whatever was typed, run and undone. Each answers sentences; none is right. */
import { type Day, formatDay } from '@/lib/calendar-date'
import { type AssignedLife, ownerOf, type Stretch } from './life'
import type { ReferenceBook } from './reference'
import { changesOf, holdsOf, stretchesOf } from './timeline'

const name = (life: AssignedLife, stretch: Stretch) =>
  `${life.owners[0]?.a} [${formatDay(stretch.from)}, ${stretch.shape === 'once' ? 'once' : formatDay(stretch.to)})`

/** SPEC 10: no day is charged twice, set aside or charged; counted day by day. */
export function daysTwice(book: ReferenceBook): string[] {
  return book.lives.flatMap(life => {
    const taken = new Map<Day, Stretch>()
    const found: string[] = []
    for (const stretch of holdsOf(life))
      for (let day = stretch.from; day < stretch.to && stretch.shape !== 'once'; day++) {
        const other = taken.get(day)
        if (other) found.push(`${name(life, stretch)} and ${name(life, other)} share ${formatDay(day)}`)
        taken.set(day, stretch)
      }
    return found.slice(0, 1)
  })
}

/** Every standing charge is where the periods of now have it, with its days, version and quantity: none is lost. */
export function strayCharges(book: ReferenceBook): string[] {
  return book.lives.flatMap(life => {
    const holds = holdsOf(life)
    const now = stretchesOf(life, Math.max(life.start, ...holds.map(hold => hold.from)))
    const isThere = (hold: Stretch) =>
      now.some(
        s =>
          s.from === hold.from &&
          s.to === hold.to &&
          s.shape === hold.shape &&
          s.version === hold.version &&
          s.quantity === hold.quantity,
      )
    return holds.filter(hold => !isThere(hold)).map(hold => `${name(life, hold)} is no period of now`)
  })
}

/** Where a change counts, the charges that were planned under it agree. */
export function boundariesAtOdds(book: ReferenceBook): string[] {
  return book.lives.flatMap(life =>
    changesOf(life).flatMap(change => {
      const known = new Set(holdsOf(life).flatMap(hold => hold.counted.get(change.seq) ?? []))
      return known.size > 1
        ? [
            `${life.owners[0]?.a}: change ${change.seq} counts from ${[...known].map(formatDay).join(' and ')}`,
          ]
        : []
    }),
  )
}

/** No live line has settlements without its charge (SPEC 11). */
export function orphans(book: ReferenceBook): string[] {
  return book.lives.flatMap(life =>
    life.entries
      .filter(e => e.live && e.settlement > 0)
      .filter(
        e =>
          !life.entries.some(
            c => c.live && c.settlement === 0 && c.kind === 'recurring' && c.start === e.start,
          ),
      )
      .map(e => `${e.line.a}: settlement ${e.settlement} of ${formatDay(e.start)} has no charge`),
  )
}

/** SPEC 9: one payer for ever, and none for the other's periods. */
export function strangers(book: ReferenceBook): string[] {
  return book.lives.flatMap(life =>
    life.entries
      .filter(e => e.live && e.line.a !== ownerOf(life, e.start).a)
      .map(e => `${e.line.a} has the ${e.kind} of ${formatDay(e.start)}`),
  )
}

/** Live retail and cost by assignment, kind and start of period; what settles a period belongs to it. */
export function standing(life: AssignedLife): Record<string, string> {
  const sums = new Map<string, [bigint, bigint]>()
  for (const entry of life.entries) {
    if (!entry.live) continue
    const kind = entry.kind === 'credit' ? 'recurring' : entry.kind
    const key = `${entry.line.payer} ${entry.line.a} ${kind} ${formatDay(entry.start)}`
    const [retail, cost] = sums.get(key) ?? [0n, 0n]
    sums.set(key, [retail + entry.retail, cost + entry.cost])
  }
  return Object.fromEntries(
    [...sums]
      .filter(([, [r, c]]) => r !== 0n || c !== 0n)
      .map(([key, [r, c]]) => [key, `${r} ${c}`])
      .sort(),
  )
}
