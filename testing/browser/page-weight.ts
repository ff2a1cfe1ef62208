import type { CDPSession, Page } from '@playwright/test'

export type PageWeight = {
  /** Kilobytes of JavaScript as they came over the wire, compressed, of everything the page fetched by itself. */
  scriptKb: number
  /** How far things jumped without anybody touching them; 0 is still. */
  layoutShift: number
  /** Milliseconds until the largest thing was painted. */
  paintedMs: number
}

/** Opens an address with an empty cache and weighs what came, once it is quiet; also what `then` brings. */
export async function weigh(
  page: Page,
  address: string,
  then: () => Promise<void> = async () => {},
): Promise<PageWeight> {
  const session = await page.context().newCDPSession(page)
  const scripts = countScripts(session)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await then()
  const seen = await page.evaluate(watchPaint)
  const scriptKb = scripts() / 1000
  await session.detach()
  return { scriptKb, ...seen }
}

function countScripts(session: CDPSession): () => number {
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return () => bytes
}

/** Runs in the page: what its buffers of entries remember. */
function watchPaint(): Promise<{ layoutShift: number; paintedMs: number }> {
  return new Promise(resolve => {
    let layoutShift = 0
    let paintedMs = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if ('hadRecentInput' in entry && 'value' in entry && !entry.hadRecentInput)
          layoutShift += Number(entry.value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) paintedMs = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    setTimeout(() => resolve({ layoutShift, paintedMs }), 100)
  })
}
