/**
 * A spreadsheet runs a cell that begins with one of these signs, or with another form of one: `＝` is `=` to it. A `'` in front
 * makes the cell text. Text that begins with `'` gets one more, so that import can take off exactly what export put on.
 */
const runs = new Set(['=', '+', '-', '@', '\t', '\r', '\0', "'"])

/** Whether a spreadsheet would run text, judged by its first sign in NFKC. */
function isRun(text: string): boolean {
  const sign = text.codePointAt(0)
  if (sign === undefined) return false
  const [first = ''] = sign < 128 ? text : String.fromCodePoint(sign).normalize('NFKC')
  return runs.has(first)
}

/** Text that no spreadsheet runs. `neutralise('=1+1')` is `'=1+1`; `neutralise('a=1')` stays. */
export function neutralise(text: string): string {
  return isRun(text) ? `'${text}` : text
}

/** What `neutralise` was given. `restore("'=1+1")` is `=1+1`; `restore("'t Hooft")` stays. */
export function restore(text: string): string {
  return text.startsWith("'") && isRun(text.slice(1)) ? text.slice(1) : text
}
