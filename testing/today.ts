/** The day that the tests take for today: Monday 23 November 2026. Dates of a test are typed in full beside it. */
export const today = '2026-11-23'

/** Nine in the morning of `today`, in UTC. */
export const now = new Date(`${today}T09:00:00Z`)
