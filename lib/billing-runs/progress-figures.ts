/** The figures of a running run: how far, how fast, how long to go. Pure. */
import { type RunState, type RunStatus, stateOf } from './words'

export type ProgressFigures = {
  state: RunState
  assignmentsDone: number
  assignmentsTotal: number
  chargedCount: number
  secondsSoFar: number
  /** Assignments looked at per second; null in the first second. */
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
  startedAt: Date
  heartbeatAt: Date
}

/** What to show of a run at `now`. A clock that was moved back counts as no time at all. */
export function progressOf(row: ProgressRow, now: Date): ProgressFigures {
  const secondsSoFar = Math.max(0, (now.getTime() - row.startedAt.getTime()) / 1000)
  const { assignmentsDone, assignmentsTotal, chargedCount } = row
  const rate = secondsSoFar >= 1 && assignmentsDone > 0 ? assignmentsDone / secondsSoFar : null
  const left = Math.max(0, assignmentsTotal - assignmentsDone)
  return {
    state: stateOf(row, now),
    assignmentsDone,
    assignmentsTotal,
    chargedCount,
    secondsSoFar,
    rate,
    secondsLeft: rate === null ? null : left / rate,
  }
}
