import { customersCsv } from '@/lib/files/lists'
import { exportList } from '../../csv-export'
import { customerAsk } from '../read-ask'

/** The list with the search and filters of its page; an account manager's holds what is theirs. */
export function GET(request: Request): Promise<Response> {
  return exportList(request, 'customers', ({ db, actor, list, today }) =>
    customersCsv(db, actor, customerAsk(list, today)),
  )
}
