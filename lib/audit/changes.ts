/** What an audit row keeps of a thing: plain values by name. A bigint is written as its digits. */
export type AuditValues = Record<string, unknown>

/**
 * Only what differs between two states of a thing, safe for JSON: bigints become digits, dates ISO text, undefined is
 * left out. With one side null (created, deleted) the other side is kept whole.
 * `changesOf({ a: 1, b: 2 }, { a: 1, b: 3 })` is `{ before: { b: 2 }, after: { b: 3 } }`.
 */
export function changesOf(before: AuditValues | null, after: AuditValues | null) {
  const was = before && plain(before)
  const is = after && plain(after)
  if (!was || !is) return { before: was, after: is }
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  const changed = names.filter(name => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
  return { before: pick(was, changed), after: pick(is, changed) }
}

function pick(values: AuditValues, names: string[]): AuditValues {
  return Object.fromEntries(names.filter(name => name in values).map(name => [name, values[name]]))
}

function plain(values: AuditValues): AuditValues {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, plainValue(value)]),
  )
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'object' && value !== null) return plain({ ...value })
  return value
}
