import { csvDownload } from '@/lib/csv/download'
import { packagesCsv } from '@/lib/exports/read/packages'
import { download } from '@/lib/http/route'

/** Every package as packages.csv, with `?archived` the archived ones too; written while it is read. For admins. */
export function GET(request: Request): Promise<Response> {
  return download(
    request,
    ({ db, actor, today, query }) => {
      const pieces = packagesCsv({ db, actor }, { today, withArchived: query.has('archived') })
      return { what: 'packages.csv', file: csvDownload('packages.csv', pieces) }
    },
    { adminsOnly: true },
  )
}
