/** The figures of a running run: how far, how fast, how long to go. Pure. */
import { type RunState, type RunStatus, stateOf } from './labels'

export type ProgressFigures = {
  state: RunState
  assignmentsDone: number
  assignmentsTotal: number
  chargedCount: number
  /** Charges that an undo has mirrored. */
  reversedCount: number
  secondsSoFar: number
  /** Assignments looked at, or charges undone, per second; null in the first second. */
  rate: number | null
  /** At the pace so far; null while nothing can be said. */
  secondsLeft: number | null
}

export type ProgressRow = {
  status: RunStatus
  failure: string | null
  assignmentsTotal: number
  assignmentsDone: number
  chargedCount: number
  reversedCount: number
  /** Since when, and from how many on, the present execution counts. */
  workingSince: Date
  workedBefore: number
  heartbeatAt: Date
}

/** What to show of a run, or of its undo, at `now`. A clock that was moved back counts as no time at all. */
export function progressOf(row: ProgressRow, now: Date): ProgressFigures {
  const { assignmentsDone, assignmentsTotal, chargedCount, reversedCount } = row
  const [done, total] =
    row.status === 'undoing' ? [reversedCount, chargedCount] : [assignmentsDone, assignmentsTotal]
  const secondsSoFar = Math.max(0, (now.getTime() - row.workingSince.getTime()) / 1000)
  const worked = done - row.workedBefore
  const rate = secondsSoFar >= 1 && worked > 0 ? worked / secondsSoFar : null
  return {
    state: stateOf(row, now),
    assignmentsDone,
    assignmentsTotal,
    chargedCount,
    reversedCount,
    secondsSoFar,
    rate,
    secondsLeft: rate === null ? null : Math.max(0, total - done) / rate,
  }
}
