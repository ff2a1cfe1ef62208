/** Makers for the crash tests: a network that fails at a chosen moment, and the ledger in a form that can be compared. */
import net from 'node:net'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Db, rowsOf } from '@/db/client'
import { poolDatabase } from '@/db/postgres'
import { commandLineActor as admin } from '@/lib/access/actor'
import { importFolder } from '@/lib/imports/folder'

export const today = '2026-11-23'

/** Loads the small provider that the tests of the runs use. */
export async function loadProvider(db: Db): Promise<void> {
  const folder = 'lib/billing-runs/testdata'
  await importFolder(db, admin, { folder, check: false, today, timeZone: 'UTC', currency: 'USD' })
}

/** Every charge with its debit, and every balance, without ids and run numbers: what a disturbance must not change. */
export async function ledgerOf(db: Db): Promise<string[]> {
  const lines = await rowsOf<{ line: string }>(
    db,
    sql`select concat_ws(' ', a.reference, c.kind, c.billing_on, c.period_from, c.period_to, c.retail_minor, c.cost_minor,
        e.amount_minor) as line
      from charges c join assignments a on a.id = c.assignment_id left join ledger_entries e on e.charge_id = c.id order by 1`,
  )
  const balances = await rowsOf<{ line: string }>(
    db,
    sql`select account_code || ' ' || balance_minor as line from customers order by 1`,
  )
  return [...lines, ...balances].map(row => row.line)
}

/** Which parcel is lost: the n-th that the program sends, or the n-th answer (the server has done the work by then). */
export type Cut = { at: number; lost: 'question' | 'answer' }

export type Network = {
  port: number
  questions: () => number
  answers: () => number
  close: () => Promise<void>
}

/** A way to the database that breaks every connection at the parcel named by `cut`, and works again afterwards. */
export async function network(to: { host: string; port: number }, cut: Cut | null): Promise<Network> {
  const counts = { question: 0, answer: 0 }
  const sockets = new Set<net.Socket>()
  const isLost = (direction: Cut['lost']) => {
    counts[direction] += 1
    return cut !== null && cut.lost === direction && counts[direction] === cut.at
  }
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = net.createServer(client => {
    const upstream = net.connect(to)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', parcel => (isLost('question') ? breakAll() : upstream.write(parcel)))
    upstream.on('data', parcel => (isLost('answer') ? breakAll() : client.write(parcel)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    questions: () => counts.question,
    answers: () => counts.answer,
    close: () => {
      breakAll()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

/** Opens a PostgreSQL for some work and closes it again; a connection that is lost on the way is the work's affair. */
export async function withDb<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined)
  try {
    return await work(poolDatabase(pool))
  } finally {
    await pool.end()
  }
}

export type Parcels = { questions: number; answers: number }

/** Works through a network that fails once, whatever comes of it; answers the parcels that it took. */
export async function workCutOff(
  url: string,
  cut: Cut | null,
  work: (db: Db) => Promise<unknown>,
): Promise<Parcels> {
  const { hostname, port } = new URL(url)
  const way = await network({ host: hostname, port: Number(port) }, cut)
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(way.port)
  await withDb(through.toString(), db => work(db).catch(() => undefined))
  const parcels = { questions: way.questions(), answers: way.answers() }
  await way.close()
  return parcels
}

/** Every place to cut work that takes so many parcels, or about `most` of them, evenly spread. */
export function cutsOf({ questions, answers }: Parcels, most: number | null): Cut[] {
  const cuts: Cut[] = []
  for (let at = 1; at <= questions; at += 1) cuts.push({ at, lost: 'question' })
  for (let at = 1; at <= answers; at += 1) cuts.push({ at, lost: 'answer' })
  return most === null ? cuts : cuts.filter((_, i) => i % Math.ceil(cuts.length / most) === 0)
}
