/** Headers of every answer. A page's content security policy has a nonce and is made in `proxy.ts`. */
export const securityHeaders = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
] as const

/** For answers that are no page: nothing in them may load, run or be framed. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Two years, which is what browsers ask of a site that never goes back to plain http. */
export const strictTransport = 'max-age=63072000; includeSubDomains'

/**
 * The policy of a page. Scripts run by nonce only. Style elements need the nonce too, and no page has any; style attributes are
 * allowed, because widths and places that the server draws are written in them (docs/security.md).
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  // The development server evaluates code, adds style elements and talks to the page over a web socket.
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`
  const styles = isDevelopment
    ? "style-src 'self' 'unsafe-inline'"
    : `style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'`
  return [
    "default-src 'self'",
    scripts,
    styles,
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}
