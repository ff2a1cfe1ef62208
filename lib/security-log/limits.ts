/**
 * How much of a flood the security log keeps. Pure. The same event again within a minute is counted, not repeated; beyond that,
 * whoever is not signed in shares one allowance, and everybody who is has one of their own.
 */
import type { Outcome, SecurityEvent } from './labels'

export type SecurityRow = {
  at: Date
  event: SecurityEvent
  outcome: Outcome
  who: string
  actorId: string | null
  address: string
  what: string
  times: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Rows a minute and a day, for all who are not signed in together, and for each person who is. */
export const allowance = { minute: 60, day: 5_000 }

type Bucket = {
  minute: number
  minuteCount: number
  day: number
  dayCount: number
  dropped: number
  toldAt: number
}

export type Ledger = { again: Map<string, { row: SecurityRow; since: number }>; buckets: Map<string, Bucket> }

export const emptyLedger = (): Ledger => ({ again: new Map(), buckets: new Map() })

/** Changes of people and keys that were made are few, made by admins, and never left out. */
const alwaysKept: ReadonlySet<SecurityEvent> = new Set([
  'link_made',
  'person_changed',
  'key_made',
  'key_revoked',
  'first_admin',
])

const keyOf = ({ event, outcome, who, address, what }: SecurityRow) =>
  JSON.stringify([event, outcome, who, address, what])

/** The row to write for an event now; null if it is only counted, or left out. */
export function admit(ledger: Ledger, row: SecurityRow, now: number): SecurityRow | null {
  if (alwaysKept.has(row.event) && row.outcome === 'done') return row
  const key = keyOf(row)
  const same = ledger.again.get(key)
  if (same && now - same.since < minuteMs) {
    same.row.times += 1
    return null
  }
  const bucket = bucketOf(ledger, row.actorId ?? '', now)
  if (bucket.minuteCount >= allowance.minute || bucket.dayCount >= allowance.day) {
    bucket.dropped += 1
    return null
  }
  bucket.minuteCount += 1
  bucket.dayCount += 1
  ledger.again.set(key, { row: { ...row, times: 0 }, since: now })
  return row
}

function bucketOf(ledger: Ledger, of: string, now: number): Bucket {
  const [minute, day] = [Math.floor(now / minuteMs), Math.floor(now / dayMs)]
  const bucket = ledger.buckets.get(of) ?? {
    ...{ minute, day, minuteCount: 0, dayCount: 0, dropped: 0, toldAt: Number.NEGATIVE_INFINITY },
  }
  ledger.buckets.set(of, bucket)
  if (bucket.minute !== minute) Object.assign(bucket, { minute, minuteCount: 0 })
  if (bucket.day !== day) Object.assign(bucket, { day, dayCount: 0 })
  return bucket
}

/** What is due after a minute, or at once if `isLast`: counts of what came again, and once an hour how much was left out. */
export function settle(ledger: Ledger, now: number, isLast = false): SecurityRow[] {
  const rows: SecurityRow[] = []
  for (const [key, { row, since }] of ledger.again) {
    if (!isLast && now - since < minuteMs) continue
    ledger.again.delete(key)
    if (row.times > 0) rows.push({ ...row, at: new Date(now) })
  }
  for (const [of, bucket] of ledger.buckets) {
    if (bucket.dropped > 0 && (isLast || now - bucket.toldAt >= hourMs)) {
      rows.push(notKept(of, bucket.dropped, now))
      Object.assign(bucket, { dropped: 0, toldAt: now })
    }
    if (bucket.dropped === 0 && bucket.day !== Math.floor(now / dayMs)) ledger.buckets.delete(of)
  }
  return rows
}

function notKept(of: string, times: number, now: number): SecurityRow {
  return {
    ...{ at: new Date(now), event: 'not_kept', outcome: 'refused', who: '', address: '' },
    ...{ actorId: of === '' ? null : of, what: 'Events beyond what is kept', times },
  }
}
