import { exportList } from '@/app/(admin)/lists/csv-export'
import { assignmentsCsv } from '@/lib/exports/lists'
import { assignmentAsk } from '../list-query'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'assignments', ({ db, actor, list, today }) =>
    assignmentsCsv({ db, actor }, assignmentAsk(list, today)),
  )
}
