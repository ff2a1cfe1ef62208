import { notTheirs } from '@/lib/access/actor'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { download } from '@/lib/http/route'
import type { Settings } from '@/lib/settings/read'
import { statementRange } from '@/lib/statements/range'
import { getStatement, type Statement } from '@/lib/statements/read'

type Asked = { statement: Statement; settings: Settings }

/** The statement that a download asks for, as `write` makes a file of it; or the answer that says why there is none. */
export function statementDownload(
  request: Request,
  params: Promise<{ id: string }>,
  write: (asked: Asked) => Response | Promise<Response>,
): Promise<Response> {
  return download(request, async ({ db, actor, today, settings, query }) => {
    const { id } = await params
    const customerId = /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN
    const range = statementRange(query.get('from'), query.get('to'), today)
    const statement = await getStatement({ db, actor }, { customerId, ...range })
    if (!statement) throw new HttpRefusal(404, notTheirs(actor, 'There is no such customer.'))
    if (statement.isCut)
      throw new HttpRefusal(413, 'There are too many lines for one file. Choose a smaller range.')
    const file = await write({ statement, settings })
    return { what: `Statement of ${statement.customer.accountCode}`, file }
  })
}

/** The headers of a file to save, named after the customer and the range. */
export function fileHeaders({ customer, from, to }: Statement, kind: 'csv' | 'pdf'): Record<string, string> {
  const code = customer.accountCode.replace(/[^\w.-]/g, '_')
  return {
    'content-type': kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf',
    'content-disposition': `attachment; filename="statement-${code}-${from}-${to}.${kind}"`,
    'cache-control': 'no-store',
  }
}
