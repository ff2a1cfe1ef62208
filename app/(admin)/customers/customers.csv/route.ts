import { exportList } from '@/app/(admin)/lists/csv-export'
import { customersCsv } from '@/lib/exports/lists'
import { customerAsk } from '../list-query'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'customers', ({ db, actor, list, today }) =>
    customersCsv({ db, actor }, customerAsk(list, today)),
  )
}
