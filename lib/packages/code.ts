/** Codes made from names. */

/** A name as a code: `Number porting (USD)` is `number-porting-usd`; a name without Latin letters or digits is `package`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 110)
    .replace(/-+$/, '')
  return slug === '' ? 'package' : slug
}

/** The n-th candidate of a slug: `trunk`, `trunk-2`, `trunk-3` ... */
export function slugCandidate(slug: string, n: number): string {
  return n === 1 ? slug : `${slug}-${n}`
}
