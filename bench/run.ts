/** `npm run bench [-- --size 100000]`: figures as ratios beside a limit and a peer, measured in one run. */
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openPostgres, poolDatabase } from '@/db/postgres'
import { startPostgres } from '@/db/testing-postgres'
import { answersKept, benchDates } from './dates'
import { benchPosting } from './posting'
import { makeProvider } from './provider'

const { values } = parseArgs({ options: { size: { type: 'string', default: '10000' } } })
const size = Number(values.size)
if (!Number.isInteger(size) || size < 100)
  throw new Error('--size takes a whole number of assignments from 100')

const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en-US').padStart(12)

function dates(): void {
  const figures = benchDates()
  const [ours, limit, peer] = figures
  console.log('Billing dates: "which dates in this month", rules nine years old')
  for (const { name, perSecond } of figures) console.log(`  ${name.padEnd(20)}${rate(perSecond)} rules/s`)
  if (ours && limit && peer) {
    console.log(`  OpenMRC is ${(ours.perSecond / limit.perSecond).toFixed(2)} of the bare integer loop`)
    console.log(`  and ${Math.round(ours.perSecond / peer.perSecond)} times rrule.`)
  }
  if (answersKept() === 0) throw new Error('nothing was measured')
}

async function posting(url: string): Promise<void> {
  const figures = await benchPosting(url)
  const { lines, postSeconds, limitSeconds } = figures
  console.log(`Posting a run where everything is due: ${lines.toLocaleString('en-US')} charges on PostgreSQL`)
  console.log(`  post              ${rate(lines / postSeconds)} charges/s, ${postSeconds.toFixed(1)} s`)
  console.log(
    `  limit             ${rate(lines / limitSeconds)} charges/s, ${limitSeconds.toFixed(1)} s (INSERT ... SELECT of the same rows)`,
  )
  console.log(`  simulate          ${rate(lines / figures.simulateSeconds)} lines/s`)
  console.log(`  OpenMRC posts at ${(limitSeconds / postSeconds).toFixed(2)} of the limit;`)
  console.log(
    `  posting again takes ${((figures.againSeconds / postSeconds) * 100).toFixed(2)} % of posting;`,
  )
  console.log(`  the process never held more than ${Math.round(figures.peakMemoryMiB)} MiB.`)
}

dates()
const server = await startPostgres()
try {
  await server.createDatabase('bench')
  const url = `${server.url}/bench`
  await (await openPostgres(url)).close()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await makeProvider(poolDatabase(pool), { assignments: size })
  await pool.end()
  await posting(url)
} finally {
  await server.stop()
}
