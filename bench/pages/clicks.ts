/** From a press of a key or button until the page has painted what it does, as the browser itself times it (Event Timing). */
import type { Browser, Page } from '@playwright/test'

type Session = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>
export type Clicks = { what: string; worstMs: number; worstSlowMs: number }

declare global {
  interface Window {
    openmrcWorst: number
  }
}

/** Put into every page before its own scripts: keeps the longest interaction. Durations come in steps of 8 ms. */
function watch(): void {
  window.openmrcWorst = 0
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if ('interactionId' in entry && entry.interactionId)
        window.openmrcWorst = Math.max(window.openmrcWorst, entry.duration)
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
}

const things: { what: string; address: string; act: (page: Page) => Promise<void> }[] = [
  {
    what: 'opening the package form',
    address: '/packages',
    act: async page => {
      await page.getByRole('button', { name: 'Add package', exact: true }).click()
      await page.getByRole('dialog').getByLabel('Name').waitFor()
    },
  },
  {
    what: 'typing in it, the preview beside it',
    address: '/packages',
    act: async page => {
      await page.getByRole('button', { name: 'Add package', exact: true }).click()
      const panel = page.getByRole('dialog')
      await panel.getByLabel('Name').pressSequentially('SIP trunk', { delay: 60 })
      await panel.getByText('Monthly', { exact: true }).click()
      await panel.getByRole('button', { name: 'Day 15', exact: true }).click()
      await panel.getByLabel('Retail', { exact: true }).pressSequentially('29.95', { delay: 60 })
    },
  },
  {
    what: 'filtering a list',
    address: '/customers',
    act: async page => {
      await page
        .getByRole('textbox', { name: 'Search name, code, e-mail' })
        .pressSequentially('Customer 12', { delay: 60 })
      await page.getByText('Customer 12', { exact: true }).first().waitFor()
    },
  },
]

async function worst(
  browser: Browser,
  { url, state }: { url: string; state: Session },
  thing: (typeof things)[number],
  rate: number,
): Promise<number> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watch)
  const session = await context.newCDPSession(page)
  await page.goto(url + thing.address)
  await page.waitForLoadState('networkidle')
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await thing.act(page)
  await page.waitForTimeout(400)
  const milliseconds = await page.evaluate(() => window.openmrcWorst)
  await context.close()
  return milliseconds
}

/** The worst of each thing that people do, with the processor as it is and four times slower; the median of three tries. */
export async function measureClicks(browser: Browser, url: string, state: Session): Promise<Clicks[]> {
  const figures: Clicks[] = []
  for (const thing of things) {
    const tries = async (rate: number) => {
      const all = []
      for (let i = 0; i < 3; i++) all.push(await worst(browser, { url, state }, thing, rate))
      return all.sort((a, b) => a - b)[1] ?? 0
    }
    figures.push({ what: thing.what, worstMs: await tries(1), worstSlowMs: await tries(4) })
  }
  return figures
}
