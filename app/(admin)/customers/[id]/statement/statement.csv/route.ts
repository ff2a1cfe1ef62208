import { statementCsv } from '@/lib/statements/csv'
import { fileHeaders, statementDownload } from '../read-statement'

/** The statement as CSV, for whoever may see the customer. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return statementDownload(
    request,
    params,
    ({ statement }) => new Response(statementCsv(statement), { headers: fileHeaders(statement, 'csv') }),
  )
}
