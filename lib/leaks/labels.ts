import type { LeakKind } from './rules'

/** What the leak check finds, in a few words and in a sentence. */
export const leakWords: Record<LeakKind, { short: string; sentence: string }> = {
  never_billed: { short: 'Not charged yet', sentence: 'Due, and the next run will charge it.' },
  passed_over: {
    short: 'Passed over',
    sentence: 'Should have been charged, and no run will look at it again by itself.',
  },
  zero: { short: 'Zero', sentence: 'Retail and cost are both zero: the package bills nothing here.' },
  differs: { short: 'Other amount', sentence: 'Charged, but not what the terms in force come to today.' },
  twice: { short: 'Twice', sentence: 'The same period is charged a second time.' },
  overlapping: { short: 'Overlapping', sentence: 'Pays for days that another charge pays for already.' },
  after_end: { short: 'After the end', sentence: 'Charged for days after the last day of service.' },
}
