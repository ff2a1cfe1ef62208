/** A network to the real PostgreSQL that fails at a chosen moment, for the crash tests. */
import net from 'node:net'
import type { Db } from '@/db/client'
import { withDatabase } from './database'

/** Which parcel is lost: the n-th that the program sends, or the n-th answer (the server has done the work by then). */
export type Cut = { at: number; lost: 'question' | 'answer' }

type Network = {
  port: number
  questions: () => number
  answers: () => number
  close: () => Promise<void>
}

/** A way to the database that breaks every connection at the parcel named by `cut`, and works again afterwards. */
async function network(to: { host: string; port: number }, cut: Cut | null): Promise<Network> {
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
  await withDatabase(through.toString(), db => work(db).catch(() => undefined))
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
