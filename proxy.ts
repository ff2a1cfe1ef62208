import { type NextRequest, NextResponse } from 'next/server'
import { actionProblem, announcedProblem } from './lib/request/body'
import { isSameOrigin } from './lib/request/origin'
import { contentSecurityPolicy, securityHeaders } from './lib/request/security-headers'

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Headers for every answer, and a first no to writes that other sites send, and to bodies that no door of ours reads. It is never
 * the lock: every query and every action judges for itself who asks.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (writes.has(request.method) && !isApi(request) && !isSameOrigin(request.headers)) {
    return new NextResponse('This request did not come from OpenMRC itself and was refused.\n', {
      status: 403,
    })
  }
  if (writes.has(request.method)) {
    const isAction = request.headers.has('next-action')
    const problem = announcedProblem(request.headers) ?? (isAction ? await actionProblem(request) : null)
    if (problem) return new NextResponse(`${problem.sentence}\n`, { status: problem.status })
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  // Next reads the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of securityHeaders) response.headers.set(name, value)
  return response
}

export const config = {
  // Built files are the same for everybody and run nothing by themselves.
  // A body that passes here is kept in memory and cut off at 1 MB: the door for files judges by itself.
  matcher: ['/((?!_next/static|_next/image|favicon.ico|imports/upload$).*)'],
}

/**
 * The HTTP API is called by programs, which send no Origin. It knows no cookies: who asks is said by a key that no browser adds by
 * itself, and without one the API answers with its own words.
 */
function isApi(request: NextRequest): boolean {
  return request.nextUrl.pathname.startsWith('/api/v1/')
}
