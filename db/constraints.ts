/** What a refused constraint means to the person who typed: the field it belongs to (none: the form) and a sentence. */
export type ConstraintProblem = { field?: string; sentence: string }

const problems: Record<string, ConstraintProblem> = {
  users_email_unique: { field: 'email', sentence: 'Somebody with this e-mail is here already.' },
  settings_margin_percent: { field: 'marginWarningPercent', sentence: 'Enter a percentage from 0 to 100.' },
}

/** The problem behind an error of the database, or null where it is not a constraint that we know by name. */
export function constraintProblem(error: unknown): ConstraintProblem | null {
  const name = constraintOf(error)
  return (name === null ? undefined : problems[name]) ?? null
}

/** The name of the constraint that the database refused, through any wrapping of the error; else null. */
export function constraintOf(error: unknown): string | null {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    if ('constraint' in at && typeof at.constraint === 'string') return at.constraint
    at = 'cause' in at ? at.cause : null
  }
  return null
}
