/** Joins the class names that are there. `classNames('a', false, 'b')` is `a b`. */
export function classNames(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
