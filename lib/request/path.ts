/** The path that was asked for, as `proxy.ts` noted it, without the query: what is in a query may be a secret. */
export function pathOf(headers: Headers): string {
  return headers.get('x-path')?.split('?')[0] ?? ''
}
