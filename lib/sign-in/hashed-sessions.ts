/**
 * The sessions of the sign-in library with a SHA-256 in place of their token: the library goes on with the token that the cookie
 * holds, the database never sees it, and whoever reads the database or a backup can sign no cookie.
 */
import type { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { fingerprint } from './write/credentials'

type MakeAdapter = ReturnType<typeof drizzleAdapter>
type Adapter = ReturnType<MakeAdapter>
type Operations = Omit<Adapter, 'transaction'>
type Condition = Parameters<Adapter['delete']>[0]['where'][number]

type Query = { model: string; where?: Condition[] | undefined; update?: Record<string, unknown> }

const isSession = ({ model }: { model: string }) => model === 'session'

const hash = (value: Condition['value']): Condition['value'] => {
  if (typeof value === 'string') return fingerprint(value)
  if (Array.isArray(value) && value.length > 0) return value.map(token => fingerprint(String(token)))
  return value
}

const hashedData = <Data extends object>(data: Data): Data =>
  'token' in data && typeof data.token === 'string' ? { ...data, token: fingerprint(data.token) } : data

/** The same query, asking for hashes. */
function hashed<Q extends Query>(query: Q): Q {
  if (!isSession(query)) return query
  const { where, update } = query
  return {
    ...query,
    ...(where && {
      where: where.map(each => (each.field === 'token' ? { ...each, value: hash(each.value) } : each)),
    }),
    ...(update && { update: hashedData(update) }),
  }
}

/** The one token that a query asks for or sets; undefined if it asks by something else. */
function tokenOf({ where = [], update }: Query): unknown {
  const asked = where.find(({ field, operator = 'eq' }) => field === 'token' && operator === 'eq')
  return update?.token ?? asked?.value
}

/** A row with the token that it was asked by; a row that was found by anything else keeps the hash, which opens nothing. */
function withToken<Row>(row: Row, query: { model: string }, token: unknown): Row {
  const holdsToken = isSession(query) && typeof row === 'object' && row !== null && 'token' in row
  return holdsToken && typeof token === 'string' ? { ...row, token } : row
}

/** The same adapter, which stores and asks for hashes of session tokens. */
export function hashedSessions(make: MakeAdapter): MakeAdapter {
  return options => {
    const adapter = make(options)
    return {
      ...adapter,
      ...operationsOn(adapter),
      transaction: work => adapter.transaction(inner => work({ ...inner, ...operationsOn(inner) })),
    }
  }
}

function operationsOn(adapter: Operations): Operations {
  return {
    ...adapter,
    create: async query => {
      const token = 'token' in query.data ? query.data.token : undefined
      const data = isSession(query) ? hashedData(query.data) : query.data
      return withToken(await adapter.create({ ...query, data }), query, token)
    },
    findOne: async query => withToken(await adapter.findOne<never>(hashed(query)), query, tokenOf(query)),
    findMany: query => adapter.findMany(hashed(query)),
    count: query => adapter.count(hashed(query)),
    update: async query => withToken(await adapter.update<never>(hashed(query)), query, tokenOf(query)),
    updateMany: query => adapter.updateMany(hashed(query)),
    delete: query => adapter.delete(hashed(query)),
    deleteMany: query => adapter.deleteMany(hashed(query)),
    consumeOne: async query =>
      withToken(await adapter.consumeOne<never>(hashed(query)), query, tokenOf(query)),
    incrementOne: query => adapter.incrementOne(hashed(query)),
  }
}
