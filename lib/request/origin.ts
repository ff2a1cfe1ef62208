/**
 * Whether a request that writes comes from a page of this very site. Next compares Origin with Host for server actions
 * but lets a request without Origin through; here a missing one is a no as well.
 *
 * True where Origin names the host that the browser asked for (Host, or X-Forwarded-Host behind a proxy), or where the
 * browser itself says `Sec-Fetch-Site: same-origin`, which no page can forge. `Origin: null` is never the same origin.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return site === 'same-origin'
  const host = hostOf(origin)
  return host !== null && askedHosts(headers).includes(host)
}

/** True where the browser reached us over https, also through a proxy that ends TLS and says so. */
export function isHttps(headers: Headers): boolean {
  const forwarded = headers.get('x-forwarded-proto')?.split(',')[0]?.trim()
  return forwarded === 'https'
}

function askedHosts(headers: Headers): string[] {
  const forwarded = headers.get('x-forwarded-host')?.split(',')[0]?.trim().toLowerCase()
  const host = headers.get('host')?.trim().toLowerCase()
  return [forwarded, host].flatMap(name => (name ? [name] : []))
}

function hostOf(origin: string): string | null {
  try {
    const url = new URL(origin)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.host : null
  } catch {
    return null
  }
}

/**
 * A path of this site from what a link claims, else `/`: nobody is sent elsewhere after signing in. On every base the answer
 * stays on the base's own origin. `ownPath('/.//evil.example')` is `/`, because a path that begins with `//` names a host.
 */
export function ownPath(claimed: string | undefined): string {
  if (!claimed?.startsWith('/')) return '/'
  const base = 'http://own.invalid'
  if (!URL.canParse(claimed, base)) return '/'
  const url = new URL(claimed, base)
  if (url.origin !== base || /^\/[/\\]/.test(url.pathname)) return '/'
  return url.pathname + url.search
}
