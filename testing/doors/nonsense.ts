/** What nobody means, for every place of what is sent to a door. */

export type Nonsense = { what: string; value: unknown }

const named = (what: string, value: unknown): Nonsense => ({ what, value })

/** Values of every wrong type, and values of the right type that no schema should let through to the database. */
export const nonsense: readonly Nonsense[] = [
  named('NUL', 'a\0b'),
  named('half of a surrogate pair', 'a\ud800'),
  named('an override', '\u202eabc'),
  named('zero-width spaces', '\u200b\u200b'),
  named('line breaks', 'a\nb\u001b[31m'),
  named('a long text', 'x'.repeat(20_000)),
  named('many digits', '9'.repeat(300)),
  named('fifteen digits', '999999999999999'),
  named('a fraction as text', '1.5'),
  named('1e308 as text', '1e308'),
  named('no date', '2026-02-30'),
  named('the last date', '9999-12-31'),
  named('a date past the last', '10000-01-01'),
  named('the first date', '1970-01-01'),
  named('a fraction', 1.5),
  named('1e308', 1e308),
  named('2^31', 2 ** 31),
  named('2^53', 2 ** 53),
  named('the largest safe whole number', Number.MAX_SAFE_INTEGER),
  named('a negative number', -1),
  named('zero', 0),
  named('NaN', Number.NaN),
  named('infinity', Number.POSITIVE_INFINITY),
  named('a bigint', 2n ** 70n),
  named('null', null),
  named('nothing', undefined),
  named('true', true),
  named('an empty text', ''),
  named('an empty list', []),
  named('a list of nulls', [null, null]),
  named('an object', { length: -1, id: {} }),
  named('a date object', new Date(Number.NaN)),
  named('a map', new Map([['id', 1]])),
]

type Path = readonly (string | number)[]

const isBranch = (value: unknown): value is Record<string, unknown> | unknown[] =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && value.constructor === Object)

/** Every place of a value, the whole of it first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (!isBranch(value)) return [path]
  const inner = Object.entries(value).flatMap(([key, part]) =>
    placesIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [path, ...inner]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((part, at) => (at === key ? replaced(part, rest, by) : part))
  if (!isBranch(value)) return by
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === key ? replaced(part, rest, by) : part]),
  )
}

/** What is sent, with one nonsense in one place of it, for every nonsense and every place. */
export function* spoiled(sent: unknown): Generator<{ what: string; sent: unknown }> {
  for (const path of placesIn(sent))
    for (const { what, value } of nonsense)
      yield { what: `${what} at ${path.join('.') || 'the whole'}`, sent: replaced(sent, path, value) }
}
