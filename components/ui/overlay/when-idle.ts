/**
 * Does what can wait once the browser has nothing better to do, after two seconds at the latest; what comes back calls it
 * off. Not every browser tells when it is idle (Safari): there it waits a moment.
 */
export function whenIdle(then: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const asked = window.requestIdleCallback(then, { timeout: 2_000 })
    return () => window.cancelIdleCallback(asked)
  }
  const asked = setTimeout(then, 300)
  return () => clearTimeout(asked)
}
