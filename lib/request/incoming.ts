/**
 * Looks at every request before Next does: notes the address it came from, and sets the headers that every answer has, those
 * of static files, redirects and errors included. Node publishes each request on a channel before any handler sees it, so
 * that this holds for `next start` and `next dev` alike.
 */
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'
import type { Environment } from '@/lib/environment/environment'
import { log } from '@/lib/log'
import { addressHeader, clientAddress } from './client-address'
import { closedPolicy, securityHeaders, strictTransport } from './security-headers'

export type Outside = Pick<Environment, 'trustedProxies' | 'url'>

/** On globalThis: Next may load this module again on an edit. */
const shared: typeof globalThis & { openmrcOutside?: Outside } = globalThis

/** Prepares every request of this process from now on. Called twice, it prepares once, with what was said last. */
export function watchRequests(outside: Outside): void {
  const isWatching = shared.openmrcOutside !== undefined
  shared.openmrcOutside = outside
  if (isWatching) return
  subscribe('http.server.request.start', message => {
    const { request, response } = partsOf(message)
    if (request && response) prepare(request, response, shared.openmrcOutside ?? outside)
  })
}

function partsOf(message: unknown): { request?: IncomingMessage; response?: ServerResponse } {
  if (typeof message !== 'object' || message === null) return {}
  if (!('request' in message && message.request instanceof IncomingMessage)) return {}
  if (!('response' in message && message.response instanceof ServerResponse)) return {}
  return { request: message.request, response: message.response }
}

/** Overwrites what a client may not claim, and sets what every answer has. */
function prepare(
  request: Pick<IncomingMessage, 'headers' | 'socket' | 'method'>,
  response: Pick<ServerResponse, 'setHeader'>,
  { trustedProxies, url }: Outside,
): void {
  const { headers, socket } = request
  // Next cannot read a request of this method and would answer with an error of its own.
  if (request.method === 'TRACE') request.method = 'OPTIONS'
  const address = clientAddress(socket.remoteAddress, joined(headers['x-forwarded-for']), trustedProxies)
  headers[addressHeader()] = address
  // The sign-in library notes this one in the session.
  headers['x-forwarded-for'] = address
  const isPublicHttps = url?.startsWith('https:') ?? false
  if (isPublicHttps) headers['x-forwarded-proto'] = 'https'
  for (const [name, value] of securityHeaders) response.setHeader(name, value)
  response.setHeader('content-security-policy', closedPolicy)
  if (trustedProxies === 0) warnOfProxy(headers)
  const isForwardedHttps = trustedProxies > 0 && joined(headers['x-forwarded-proto'])?.trim() === 'https'
  if (isPublicHttps || isForwardedHttps) response.setHeader('strict-transport-security', strictTransport)
}

let isWarned = false

/** Said once: somebody who ends TLS before the app has not told it so. */
function warnOfProxy(headers: IncomingMessage['headers']): void {
  if (isWarned || headers['x-forwarded-proto'] === undefined) return
  isWarned = true
  log.warn('X-Forwarded headers come in and are not trusted: behind a proxy set OPENMRC_TRUSTED_PROXIES')
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}
