import pg from 'pg'
import { StartProblem } from '@/lib/environment/start-problem'
import { isThisMachine } from '@/lib/environment/this-machine'

/**
 * How to connect to a PostgreSQL address: with TLS and a certificate that is checked, unless the address says `sslmode=disable` or
 * the server is on this machine. Other words of the address, such as `sslmode=no-verify` or `sslrootcert=`, count as `pg` takes them.
 * Throws a StartProblem that names `variable` if the files it names cannot be read.
 */
export function connectionTo(url: string, variable = 'DATABASE_URL'): pg.ClientConfig {
  try {
    if (isThisMachine(new pg.Client({ connectionString: url }).host)) return { connectionString: url }
    // What the address itself says of TLS goes over this.
    const config = { connectionString: url, ssl: { rejectUnauthorized: true } }
    if (new pg.Client(config).ssl || leavesTlsOut(url)) return config
    throw new Error('what it says of TLS is not understood')
  } catch (error) {
    throw new StartProblem(`${variable} cannot be used: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    })
  }
}

/** The role that an address connects as. */
export const roleOf = (url: string): string => new pg.Client({ connectionString: url }).user ?? ''

/** What a connection failed of, in words that say how TLS is left out on purpose; of each address if a name has several. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  const reason = error instanceof Error ? error.message : String(error)
  if (!isOfTls(reason)) return reason
  return (
    `${reason}. OpenMRC demands TLS with a valid certificate from a server on another machine: name the file of its authority with ` +
    'sslrootcert=, or, in a network that you trust, put sslmode=disable into the address'
  )
}

const isOfTls = (reason: string) => /SSL|TLS|certificate|altnames/i.test(reason)

function leavesTlsOut(url: string): boolean {
  const words = new URL(url).searchParams
  return words.get('sslmode') === 'disable' || words.get('ssl') === '0'
}
