// A spreadsheet runs a cell that starts with one of these. A quote in front makes it text, and is taken off again when
// the file comes back; text that already has quotes there gets one more, so that nothing is lost on the way.
const runs = /^'*[=+\-@\t\r\0]/
const neutralised = /^'+[=+\-@\t\r\0]/

/** Text that no spreadsheet runs. `neutralise('=1+1')` is `'=1+1`; `neutralise('a=1')` stays. */
export function neutralise(text: string): string {
  return runs.test(text) ? `'${text}` : text
}

/** What `neutralise` was given. `restore("'=1+1")` is `=1+1`. */
export function restore(text: string): string {
  return neutralised.test(text) ? text.slice(1) : text
}
