/** Words for what happens to changes of an assignment. */
import type { NeverCounts } from './counts-from'

const neverTexts: Record<NeverCounts, string> = {
  overruled: 'a later change decides',
  ends: 'the assignment ends before',
  one_time: 'it is charged once',
  moved: 'the number went on with another customer',
}

/** `never counts: a later change decides`. */
export function neverText(never: NeverCounts): string {
  return `never counts: ${neverTexts[never]}`
}
