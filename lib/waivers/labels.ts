import type { BacklogState } from './read/backlog'

/** What is not charged yet, in a few words. */
export const backlogWords: Record<BacklogState, { short: string }> = {
  due: { short: 'Overdue' },
  held: { short: 'Held for funds' },
  too_large: { short: 'Amount too large' },
  failed: { short: 'Not plannable' },
}
