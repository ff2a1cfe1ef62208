/** The names of runs, lines and skips on pages. Names in, words out; no database. */
import type { ChargeKind, SkipReason } from '@/lib/billing/terms'

export const runStates = [
  'running',
  'paused',
  'interrupted',
  'completed',
  'cancelled',
  'failed',
  'undoing',
  'undo_stopped',
  'undone',
] as const
export type RunState = (typeof runStates)[number]

/** Older than this, the heartbeat of a running run says that its process died. */
export const silentSeconds = 60

export const stateWords: Record<RunState, string> = {
  running: 'Running',
  paused: 'Paused',
  interrupted: 'Interrupted',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
  undoing: 'Undoing',
  undo_stopped: 'Undo stopped',
  undone: 'Undone',
}

/** The states of a run's own row: the others are told from the heartbeat and the failure. */
export type RunStatus = Exclude<RunState, 'interrupted' | 'undo_stopped'>

export const modeWords = { simulate: 'Simulated', post: 'Posted' } as const

/**
 * What a run is doing. One that says `running` and has been silent for a minute was interrupted; so was one that a later
 * run found dead and closed. An undo that is silent, or met something it may not undo, has stopped.
 */
export function stateOf(
  run: { status: RunStatus; failure: string | null; heartbeatAt: Date },
  now: Date,
): RunState {
  const isSilent = now.getTime() - run.heartbeatAt.getTime() > silentSeconds * 1000
  if (run.status === 'running') return isSilent ? 'interrupted' : 'running'
  if (run.status === 'undoing') return isSilent || run.failure !== null ? 'undo_stopped' : 'undoing'
  return run.status === 'failed' && run.failure === 'interrupted' ? 'interrupted' : run.status
}

export const kindWords: Record<ChargeKind, string> = {
  setup: 'Set-up',
  one_time: 'One-time',
  recurring: 'Recurring',
  minimum_spend: 'Minimum spend',
  credit: 'Credit',
  reversal: 'Reversal',
}

/** A few words for a chip, and the sentence behind them. */
export const skipWords: Record<SkipReason, { short: string; sentence: string }> = {
  zero: { short: 'Nothing to charge', sentence: 'Retail and cost both come to zero.' },
  spend_reached: {
    short: 'Spend reached',
    sentence: 'The customer spent the whole minimum spend, so there is no top-up.',
  },
  marked_billed: {
    short: 'Marked as billed',
    sentence:
      'It was billed elsewhere: dated before the day from which the assignment is charged, or marked so by hand.',
  },
  waived: { short: 'Waived', sentence: 'A user decided not to charge this line, and gave a reason.' },
  funds_short: {
    short: 'Held: funds are short',
    sentence: 'The package holds its charges while funds are short. The next run tries again.',
  },
  amount_out_of_range: {
    short: 'Amount too large',
    sentence: 'The amount is larger than the ledger can hold. Check the price and the quantity.',
  },
  failed: {
    short: 'Could not be planned',
    sentence: 'This assignment could not be planned; all others were. The next run tries again.',
  },
}

export const outcomeWords = {
  charged: 'Charged',
  planned: 'Would be charged',
  already_charged: 'Already charged',
  skipped: 'Skipped',
  undone: 'Undone',
  reversal: 'Mirror entry',
} as const
export type LineState = keyof typeof outcomeWords
