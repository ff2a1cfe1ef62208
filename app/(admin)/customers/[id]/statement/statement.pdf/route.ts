import { drawStatement } from '@/lib/statements/pdf-thread'
import { fileHeaders, statementDownload } from '../read-statement'

/** The statement as PDF, for whoever may see the customer. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return statementDownload(request, params, async ({ statement, settings }) => {
    const pdf = await drawStatement({ statement, providerName: settings.providerName })
    return new Response(pdf, { headers: fileHeaders(statement, 'pdf') })
  })
}
