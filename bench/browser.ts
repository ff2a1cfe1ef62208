/**
 * `npm run bench:pages [-- --size 20000] [--no-lighthouse] [--looks 3] [--pages /,/packages]`: every page in Chromium, production build, full data: JavaScript
 * on the wire, largest paint, layout shift, press to paint and Lighthouse, beside an empty page with one form.
 */
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { build, isBuilt } from '@/bin/build'
import { needChromium } from '@/bin/chromium'
import { admin, startApp } from '@/testing/browser/app-server'
import { type PageWeight, weigh } from '@/testing/browser/page-weight'
import { median } from './measure'
import { addresses } from './pages/addresses'
import { measureClicks } from './pages/clicks'
import { startPeer } from './pages/peer'
import { fillForPages } from './pages/provider'
import { scoresOf } from './pages/scores'
import { startBenchServer } from './server'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    lighthouse: { type: 'boolean', default: true },
    looks: { type: 'string', default: '3' },
    pages: { type: 'string' },
  },
  allowNegative: true,
})
const debugPort = 9377
const viewport = { width: 1440, height: 900 }

type Session = Awaited<ReturnType<typeof signIn>>

async function signIn(browser: Browser, url: string) {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(place => !place.pathname.startsWith('/sign-in'))
  const state = await context.storageState()
  await context.close()
  return state
}

type Seen = PageWeight & {
  /** The same in a tab for which Chromium starts a process first. */
  newTabMs: number
}

/**
 * Five visits with an empty cache each, in a new tab and in one that has shown something of this server: what was sent, the median
 * of when it was painted, the most that anything moved. One visit more goes before, for the server's first time is no measure.
 */
async function visit(browser: Browser, url: string, state?: Session): Promise<Seen> {
  const inNewTab: PageWeight[] = []
  const visits: PageWeight[] = []
  for (let round = 0; round < 6; round++) {
    const context = await browser.newContext({ storageState: state, viewport })
    const first = await context.newPage()
    const fresh = await weigh(first, url)
    const tab = await context.newPage()
    await first.close()
    await tab.goto(new URL('/icon.svg', url).href)
    // Chromium also starts a process to have at hand, which takes turns with the page for about as long.
    await tab.waitForTimeout(1_000)
    const seen = await weigh(tab, url)
    await context.close()
    if (round > 0) inNewTab.push(fresh)
    if (round > 0) visits.push(seen)
  }
  return {
    scriptKb: visits[0]?.scriptKb ?? 0,
    paintedMs: median(visits.map(seen => seen.paintedMs)),
    newTabMs: median(inNewTab.map(seen => seen.paintedMs)),
    layoutShift: Math.max(...[...visits, ...inNewTab].map(seen => seen.layoutShift)),
  }
}

const line = (name: string, { scriptKb, paintedMs, newTabMs, layoutShift }: Seen, rest = '') =>
  console.log(
    `${name.padEnd(26)}${scriptKb.toFixed(0).padStart(5)} kB${paintedMs.toFixed(0).padStart(7)} ms${newTabMs.toFixed(0).padStart(9)} ms  ${layoutShift.toFixed(3)}${rest}`,
  )

/** A page's line, with what Lighthouse says of it. */
async function measurePage(name: string, url: string, browser: Browser, state?: Session): Promise<void> {
  const cookie = state?.cookies.map(kept => `${kept.name}=${kept.value}`).join('; ') ?? ''
  const seen = await visit(browser, url, state)
  const scores = []
  for (const isPhone of values.lighthouse ? [false, true] : [])
    scores.push(await scoresOf({ url, port: debugPort, cookie, isPhone }, isPhone ? Number(values.looks) : 1))
  line(name, seen, scores.map(score => `  ${score.performance}/${score.accessibility}`).join(''))
  for (const note of scores.flatMap(({ notes }) => notes)) console.log(`  ${note}`)
}

async function measurePages(browser: Browser, url: string): Promise<void> {
  const state = await signIn(browser, url)
  for (const address of values.pages?.split(',') ?? addresses)
    await measurePage(address, url + address, browser, state)
  console.log('press to paint, worst (and with the processor four times slower)')
  for (const { what, worstMs, worstSlowMs } of await measureClicks(browser, url, state))
    console.log(`  ${what.padEnd(38)}${worstMs} ms (${worstSlowMs} ms)`)
}

if (!isBuilt() && !build()) throw new Error('the app could not be built')
process.env.OPENMRC_BUILD_DIR ??= '.next'
const server = await startBenchServer()
await server.createDatabase('pages')
const databaseUrl = `${server.url}/pages`
await fillForPages(databaseUrl, Number(values.size))
const app = await startApp({ withAdmin: true, databaseUrl })
const peer = await startPeer()
const browser = await chromium.launch({
  executablePath: needChromium(),
  args: ['--no-sandbox', `--remote-debugging-port=${debugPort}`],
})
try {
  console.log(
    'page                      script   painted  (new tab)  shift  Lighthouse desktop, phone (speed/accessibility)',
  )
  await measurePage('an empty form', peer.url, browser)
  await measurePages(browser, app.url)
} finally {
  await browser.close()
  peer.stop()
  await app.stop()
  await server.stop()
}
