import { didsCsv } from '@/lib/files/lists'
import { exportList } from '../../csv-export'
import { didAsk } from '../read-ask'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'dids', ({ db, actor, list, today }) => didsCsv(db, actor, didAsk(list, today)))
}
