/** From which address a request came, and what counts as one address. */
import { randomBytes } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'

// On globalThis: Next bundles instrumentation and doors apart; both must have the same name.
const shared: typeof globalThis & { openmrcAddressHeader?: string } = globalThis

/**
 * The request header in which the server itself notes the address of the client. Its name is random in every process, so
 * that no client can send it.
 */
export function addressHeader(): string {
  shared.openmrcAddressHeader ??= `x-openmrc-address-${randomBytes(12).toString('hex')}`
  return shared.openmrcAddressHeader
}

/** The address that a request came from; `unknown` for a request that arrived before the server was ready. */
export function addressOf(headers: Headers): string {
  return headers.get(addressHeader()) ?? 'unknown'
}

/**
 * The client's address: the socket's, or behind `proxies` trusted proxies the entry of X-Forwarded-For that the outermost of
 * them wrote. Entries before that one are the client's own claim and never count.
 * `clientAddress('127.0.0.1', '1.2.3.4, 9.9.9.9', 1)` is `9.9.9.9`.
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string {
  const own = plainAddress(socket ?? '') ?? 'unknown'
  if (proxies === 0 || forwarded === undefined) return own
  const chain = forwarded.split(',').map(entry => plainAddress(entry.trim()))
  return chain[Math.max(0, chain.length - proxies)] ?? own
}

/** An address without port, brackets and zone, IPv4 inside IPv6 as IPv4; null for what is no address. */
function plainAddress(text: string): string | null {
  const bare = text
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const found = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  return isIP(found) === 0 ? null : found.toLowerCase()
}

/**
 * What tries are counted by: an IPv4 address, or the /64 network of an IPv6 address, because one client may use any address
 * in its /64. `networkOf('2001:db8:1:2:3::4')` is `2001:db8:1:2::/64`.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  // URL writes every spelling of an address in the same way, an IPv4 tail as two groups.
  const text = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = text.split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - groups.length - last.length
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last]
  return `${all.slice(0, 4).join(':')}::/64`
}
