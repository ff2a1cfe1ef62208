/**
 * Destination lists of free minutes: prefixes of digits, such as `^44|^91|^1`. Never run as a regular expression.
 * Rules: docs/billing.md, "Free minutes".
 */
const maxPrefixes = 200
const maxPrefixDigits = 15

export type DestinationProblem = { problem: string }

/**
 * The prefixes of a typed list, sorted and each once; empty text is every destination. `^44|^1`, `44|1` and `+44|+1` mean
 * the same; anything else a regular expression could hold is refused: `parseDestination('(a+)+$')` is a problem.
 */
export function parseDestination(text: string): string[] | DestinationProblem {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (trimmed.length > maxPrefixes * (maxPrefixDigits + 4))
    return { problem: `Enter at most ${maxPrefixes} prefixes.` }
  const prefixes = new Set<string>()
  for (const part of trimmed.split('|')) {
    const digits = /^\s*\^?\+?([0-9]+)\s*$/.exec(part)?.[1]
    if (digits === undefined) {
      const shown = part.trim().slice(0, 20)
      return {
        problem:
          shown === ''
            ? 'Enter prefixes such as ^44|^91|^1: one is empty.'
            : `Enter prefixes of digits such as ^44|^91|^1: “${shown}” is not one.`,
      }
    }
    if (digits.length > maxPrefixDigits)
      return { problem: `Enter prefixes of at most ${maxPrefixDigits} digits.` }
    prefixes.add(digits)
  }
  if (prefixes.size > maxPrefixes) return { problem: `Enter at most ${maxPrefixes} prefixes.` }
  return [...prefixes].sort()
}

/** A list as people type it: `^1|^44`; empty for every destination. */
export function destinationText(prefixes: readonly string[]): string {
  return prefixes.map(prefix => `^${prefix}`).join('|')
}

/** A test for "starts with a listed prefix"; an empty list matches every destination. Linear in the digits, not in the list. */
export function destinationMatcher(prefixes: readonly string[]): (digits: string) => boolean {
  if (prefixes.length === 0) return () => true
  const known = new Set(prefixes)
  const lengths = [...new Set(prefixes.map(p => p.length))].sort((a, b) => a - b)
  return digits => lengths.some(length => length <= digits.length && known.has(digits.slice(0, length)))
}
