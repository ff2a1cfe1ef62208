import type { z } from 'zod'
import type { RowProblem } from './report'

/** A cell for a schema: an empty one is the default. */
export function given(cell: string | undefined): string | undefined {
  return cell === undefined || cell === '' ? undefined : cell
}

/** `yes`, `no`, true/false, 1/0; anything else goes to the schema, which says what to type. */
export function yesNo(cell: string | undefined): boolean | string | undefined {
  const text = cell?.toLowerCase()
  if (text === 'yes' || text === 'true' || text === '1') return true
  if (text === 'no' || text === 'false' || text === '0') return false
  return given(text)
}

/**
 * One row through the noun's own schema. Its problems, one a column, are added to `problems` under the file's column
 * names (`columns` maps the schema's fields to them); null where there are any.
 */
export function readRow<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  { columns, line }: { columns: Readonly<Record<string, string>>; line: number },
  problems: RowProblem[],
): Output | null {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const told = new Set<string | null>()
  for (const issue of parsed.error.issues) {
    const column = columns[String(issue.path[0] ?? '')] ?? null
    if (told.has(column)) continue
    told.add(column)
    problems.push({ line, column, reason: issue.message })
  }
  return null
}
