import { log } from '@/lib/log'

/** Why the product cannot start, as one sentence for the person who starts it: printed without a stack, exit code 1. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}

/** Prints what stopped a start: the sentence of a StartProblem, everything of an unexpected error. */
export function printStartProblem(error: unknown): void {
  if (error instanceof Error && error.name === 'StartProblem') process.stderr.write(`\n${error.message}\n\n`)
  else log.error('the start failed', { error })
}
