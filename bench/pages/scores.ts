/** Lighthouse 12, fetched when it is first wanted: it is heavier than the app and nobody needs it to run one. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const version = '12.8.2'
const folder = resolve('node_modules', '.cache', `lighthouse-${version}`)

export type Scores = {
  performance: number
  accessibility: number
  /** What accessibility lost points for, and milliseconds of what speed is made of. */
  notes: string[]
}
type Category = { score: number | null; auditRefs: { id: string; weight: number }[] }
type Audit = { score: number | null; numericValue?: number }
type Result = { lhr: { categories: Record<string, Category>; audits: Record<string, Audit> } }
const timings = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index']
type Lighthouse = {
  default: (url: string, flags: object, config?: object) => Promise<Result | undefined>
  desktopConfig: object
}

async function load(): Promise<Lighthouse> {
  const entry = join(folder, 'node_modules', 'lighthouse', 'core', 'index.js')
  if (!existsSync(entry)) {
    console.log(`Fetching Lighthouse ${version}, once.`)
    mkdirSync(folder, { recursive: true })
    const args = [
      'install',
      '--prefix',
      folder,
      `lighthouse@${version}`,
      '--no-audit',
      '--no-fund',
      '--no-save',
    ]
    spawnSync('npm', args, { stdio: 'ignore' })
  }
  const loaded: Lighthouse = await import(pathToFileURL(entry).href)
  return loaded
}

/** What looks at one page. */
type Look = { url: string; port: number; cookie: string; isPhone: boolean }

async function lookAt({ url, port, cookie, isPhone }: Look): Promise<Scores | null> {
  const lighthouse = await load()
  const flags = {
    port,
    extraHeaders: { Cookie: cookie },
    onlyCategories: ['performance', 'accessibility'],
    logLevel: 'error',
  }
  const result = await lighthouse.default(url, flags, isPhone ? undefined : lighthouse.desktopConfig)
  // Now and then it sees no paint at all: that is no look.
  if (typeof result?.lhr.categories.performance?.score !== 'number') return null
  const score = (name: string) => Math.round((result.lhr.categories[name]?.score ?? 0) * 100)
  const { audits } = result.lhr
  const lost = (result.lhr.categories.accessibility?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id)
  const slow = timings.map(id => `${id} ${Math.round(audits[id]?.numericValue ?? 0)} ms`)
  const performance = score('performance')
  const notes = [...lost, ...(performance < 95 ? slow : [])]
  return { performance, accessibility: score('accessibility'), notes }
}

/**
 * Looks at one page so many times in the browser on this port, as whoever the cookie belongs to. Scores are 0 to 100: of
 * speed the median look, for one alone lies up to ten points off; of accessibility the worst.
 */
export async function scoresOf(look: Look, looks: number): Promise<Scores> {
  const seen: Scores[] = []
  for (let tries = 0; seen.length < looks && tries < looks * 3; tries++) {
    const scores = await lookAt(look)
    if (scores) seen.push(scores)
  }
  const middle = seen.sort((a, b) => a.performance - b.performance)[Math.floor(seen.length / 2)]
  if (!middle) throw new Error(`Lighthouse could not look at ${look.url}`)
  return { ...middle, accessibility: Math.min(...seen.map(scores => scores.accessibility)) }
}
