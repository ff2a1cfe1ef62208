import { parseDay } from '@/lib/calendar-date'
import { exportDates, exportLines } from '@/lib/charges/read/export'
import { csvDownload } from '@/lib/csv/download'
import { chargesCsv } from '@/lib/exports/charges'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { download } from '@/lib/http/route'

/** The charges of a range as charges.csv, by billing date or by posting date, written while they are read. For admins. */
export function GET(request: Request): Promise<Response> {
  return download(
    request,
    ({ db, query }) => {
      const range = rangeOf(query)
      const name = `charges-${range.by}-${range.from}-${range.to}.csv`
      return { what: name, file: csvDownload(name, chargesCsv(exportLines(db, range))) }
    },
    { adminsOnly: true },
  )
}

function rangeOf(query: URLSearchParams) {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '']
  if (parseDay(from) === null || parseDay(to) === null || to < from)
    throw new HttpRefusal(400, 'Choose a first and a last day, such as 2026-03-01 and 2026-03-31.')
  const by = exportDates.find(known => known === (query.get('by') ?? 'billed'))
  if (by === undefined)
    throw new HttpRefusal(400, 'by is billed (the billing date) or posted (the posting date).')
  return { from, to, by }
}
