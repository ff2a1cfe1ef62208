import { statementCsv } from '@/lib/statements/csv'
import { askedStatement, fileHeaders } from '../asked'

/** The statement as CSV, for whoever may see the customer. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const asked = await askedStatement(request, params)
  if (asked instanceof Response) return asked
  return new Response(statementCsv(asked.statement), { headers: fileHeaders(asked.statement, 'csv') })
}
