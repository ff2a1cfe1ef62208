import { assignmentsCsv } from '@/lib/files/lists'
import { exportList } from '../../csv-export'
import { assignmentAsk } from '../read-ask'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'assignments', ({ db, actor, list, today }) =>
    assignmentsCsv(db, actor, assignmentAsk(list, today)),
  )
}
