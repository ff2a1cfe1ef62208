import { isAdmin } from '@/lib/access/actor'
import { todayIn } from '@/lib/calendar-date'
import { asDownload } from '@/lib/http/downloads'
import { noteExport, noteRefusedExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { getSettings, type Settings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'
import { statementRange } from '@/lib/statements/range'
import { getStatement, type Statement } from '@/lib/statements/read'

const refuse = (status: number, sentence: string) => new Response(`${sentence}\n`, { status })

type Asked = { statement: Statement; settings: Settings }

/** The statement that a download asks for, as `write` makes a file of it; or the answer that says why there is none. */
export async function statementDownload(
  request: Request,
  params: Promise<{ id: string }>,
  write: (asked: Asked) => Response | Promise<Response>,
): Promise<Response> {
  const { db, environmentTimeZone } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refuse(401, 'Sign in first.')
  const settings = await getSettings(db, environmentTimeZone)
  const asked = new URL(request.url).searchParams
  const today = todayIn(settings.timeZone, new Date())
  const range = statementRange(asked.get('from'), asked.get('to'), today)
  const { id } = await params
  const customerId = /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN
  return asDownload(actor, async () => {
    const statement = await getStatement(db, actor, { customerId, ...range })
    if (!statement) {
      if (!isAdmin(actor)) noteRefusedExport(request, db, actor)
      return refuse(404, 'There is no such customer.')
    }
    if (statement.isCut) return refuse(413, 'There are too many lines for one file. Choose a smaller range.')
    noteExport(request, db, actor, `Statement of ${statement.customer.accountCode}`)
    return write({ statement, settings })
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
