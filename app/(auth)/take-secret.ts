'use client'

/**
 * The secret of a link: what stands behind `#`, which browsers send to no server. Links made by earlier releases have it in
 * the query; they are taken until they expire, seven days after they were made. It is taken out of the address, so that no
 * history and no picture of the screen keeps it. Empty where there is none.
 */
export function takeSecret(oldName: 'token' | 'code'): string {
  const { hash, search, pathname } = window.location
  const secret = hash.slice(1) || (new URLSearchParams(search).get(oldName) ?? '')
  if (secret !== '') window.history.replaceState(null, '', pathname)
  return secret
}
