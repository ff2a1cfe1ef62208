/** Why something may not be done to an assignment: the rule, the field that it lands on, and the one sentence for people. */
import { Refusal } from '../refusal/refusal'

/** The rule that is broken, the field of the form that it lands on (null: the form), and the sentence for people. */
export type Problem = { rule: Rule; field: Field | null; sentence: string }

export type Rule =
  | ('archived' | 'in_stock' | 'currency' | 'minutes' | 'own_minimum_days' | 'past_dates')
  | ('moved_away' | 'end_fixed' | 'left' | 'before_start' | 'minimum_days' | 'past_day' | 'after_end')
  | ('charged' | 'part')

export type Field =
  | ('packageId' | 'didId' | 'minutes' | 'minimumDays' | 'pastDates')
  | ('endOn' | 'effectiveOn' | 'reason')

/** `problem('currency', 'packageId', 'UK DID is sold in …')` */
export const problem = (rule: Rule, field: Field | null, sentence: string): Problem => ({
  rule,
  field,
  sentence,
})

/** The problems among what was judged; what was fine is false or null. */
export const problemsIn = (...problems: (Problem | false | null)[]): Problem[] =>
  problems.filter(one => one !== null && one !== false)

/** Throws these problems as one Refusal, the first sentence of each field; does nothing if there are none. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const fields: Record<string, string> = {}
  let form: string | undefined
  for (const { field, sentence } of problems)
    if (field === null) form ??= sentence
    else fields[field] ??= sentence
  throw new Refusal(form, Object.keys(fields).length > 0 ? fields : undefined)
}
