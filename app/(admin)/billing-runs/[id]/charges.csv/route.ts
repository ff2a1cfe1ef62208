import { getRunProgress } from '@/lib/billing-runs/read/runs'
import { exportLines } from '@/lib/charges/read/export'
import { csvDownload } from '@/lib/csv/download'
import { chargesCsv } from '@/lib/exports/charges'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { download } from '@/lib/http/route'

/** The run's lines as charges.csv, written while they are read. For admins. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return download(
    request,
    async ({ db, actor }) => {
      const runId = Number((await params).id)
      if (!(await getRunProgress({ db, actor }, runId))) throw new HttpRefusal(404, 'There is no such run.')
      const name = `run-${runId}-charges.csv`
      return { what: name, file: csvDownload(name, chargesCsv(exportLines(db, { runId }))) }
    },
    { adminsOnly: true },
  )
}
