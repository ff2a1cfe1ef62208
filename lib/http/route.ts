import { requireAdmin } from '@/lib/access/actor'
import { noteSecurity } from '@/lib/security-log/note'
import { asDownload } from './downloads'
import { type Asked, askedOf, byCookie, guarded, requestDoor } from './guard'

/** What the work of a route is handed, with the query of its address. */
export type RouteAsked = Asked & { query: URLSearchParams }

type Options = { adminsOnly?: boolean }

/** A route that reads, for every actor who is signed in; a refusal or an error is answered in plain text. */
export function route(
  request: Request,
  work: (asked: RouteAsked) => Response | Promise<Response>,
  { adminsOnly = false }: Options = {},
): Promise<Response> {
  return guarded(
    {
      ...{ ...requestDoor(request), kind: 'route', ask: byCookie },
      refuse: ({ refusal, status, headers }) =>
        new Response(`${refusal.message}\n`, {
          status: status ?? 422,
          headers: { 'cache-control': 'no-store', ...headers },
        }),
    },
    async ({ door, actor }) => {
      if (adminsOnly) requireAdmin(actor)
      return work({ ...(await askedOf(door, actor)), query: new URL(request.url).searchParams })
    },
  )
}

/** A file that an actor takes out, and its name in the security log. */
export type Download = { what: string; file: Response }

/**
 * As `route`, for a file: counted as a download of the actor until its last byte is sent, and noted in the security log unless it is refused.
 * A fourth at once is answered 429 and is no export.
 */
export function download(
  request: Request,
  work: (asked: RouteAsked) => Download | Promise<Download>,
  options?: Options,
): Promise<Response> {
  return route(
    request,
    asked =>
      asDownload(asked.actor, async () => {
        const { what, file } = await work(asked)
        noteSecurity(asked.db, { event: 'exported', who: asked.actor, what })
        return file
      }),
    options,
  )
}
