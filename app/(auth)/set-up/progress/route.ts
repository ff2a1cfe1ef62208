import { currentLoad } from '../sample-load'

/**
 * How far the load with this id is. It stays outside of the guard, which asks the database for the actor: the embedded database
 * answers no other request while a file is being saved. The id is the secret.
 */
export function GET(request: Request): Response {
  const load = currentLoad()
  const id = new URL(request.url).searchParams.get('id')
  const headers = { 'cache-control': 'no-store' }
  if (!load || load.id !== id) return Response.json({ status: 'unknown' }, { status: 404, headers })
  return Response.json(load, { headers })
}
