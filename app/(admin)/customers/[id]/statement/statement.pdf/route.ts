import { statementPdf } from '@/lib/statements/pdf'
import { askedStatement, fileHeaders } from '../asked'

/** The statement as PDF, for whoever may see the customer. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const asked = await askedStatement(request, params)
  if (asked instanceof Response) return asked
  const { statement, settings } = asked
  const pdf = await statementPdf(statement, settings.providerName)
  return new Response(new Uint8Array(pdf), { headers: fileHeaders(statement, 'pdf') })
}
