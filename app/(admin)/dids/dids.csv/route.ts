import { exportList } from '@/app/(admin)/lists/csv-export'
import { didsCsv } from '@/lib/exports/lists'
import { didAsk } from '../list-query'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'dids', ({ db, actor, list, today }) =>
    didsCsv({ db, actor }, didAsk(list, today)),
  )
}
