/** Makers for the tests of files: a small provider as text, and an import of text. */
import type { Db } from '@/db/client'
import { type Actor, commandLineActor } from '@/lib/access/actor'
import type { ImportMode } from '@/lib/imports/importer'
import type { FileKind } from '@/lib/imports/layouts'
import type { ImportReport, RowProblem } from '@/lib/imports/report'
import { textSource } from '@/lib/imports/source'
import { importFile } from '@/lib/imports/write/import'
import { today } from './today'

export const provider: Record<FileKind, string> = {
  customers: `account_code,name,currency,email,debit_limit,account_manager_email
C1,Harbour Dental,USD,accounts@harbour.example,250,mei.tan@example.com
C2,"Tamarind, Taxis",JPY,,-5,
C3,Atlas Hotel,EUR,,,Mei.Tan@example.com
`,
  dids: `number,customer_account_code,provider,enabled
442079460001,C1,Voxbridge,yes
+44 20 7946-0002,C1,Voxbridge,no
442079460003,,Bandline,1
`,
  packages: `code,name,description,currency,cost,retail,setup_cost,setup_retail,frequency,every,frequency_match,timing,first_period,last_period,minimum_spend,minimum_days,type,destination,connexcs_package,when_funds_short
did,UK DID,"Local number, two channels",USD,0.25,1.5,0.5,1,monthly,1,15|31,advance,prorate,full,no,30,,,,charge
seat-jpy,Seat,,JPY,200,950,,,monthly,,,,,,,,,,,
free,Free minutes,,USD,3,8,,,monthly,,1,,,,,,free_minutes,^44|^91,,
spam,Spam guard,,USD,1.1,4,,,weekly,2,mon|fri,arrears,,prorate,,,,,spam scout,hold
`,
  assignments: `reference,package_code,customer_account_code,did,quantity,start_date,end_date,auto_decrement_credit,minutes,setup_waived,minimum_days
A1,did,,442079460001,,2026-09-01,,yes,,no,
A2,seat-jpy,C2,,12,2026-12-01,2027-11-30,no,,,
A3,free,C1,,1,2026-11-23,,,300,yes,
A4,spam,,442079460002,2,2026-11-23,,true,,false,90
`,
  payments: `reference,customer_account_code,date,amount,status,description
P1,C1,2026-11-01,250,completed,Bank transfer
P2,C1,2026-11-02,10.50,pending,
P3,C2,2026-11-03,5000,,Card
P4,C1,2026-11-04,1,cancelled,
`,
  usage: `usage_id,customer_account_code,did,started_at,destination,seconds,charge
U1,C1,442079460001,2026-11-01T09:00:00,919876543210,184,0.950667
U2,C1,,2026-11-01,,,37.56
U3,C2,,2026-11-02T00:30:00+02:00,+4930123456,0,0
`,
}

export type Imported = { report: ImportReport; problems: RowProblem[] }

/** Imports text as one file, as an admin and with small batches, so that every file has several. */
export async function importText(
  db: Db,
  kind: FileKind,
  text: string,
  options: {
    mode?: ImportMode
    actor?: Actor
    timeZone?: string
    on?: string
    /** What somebody else does when the file has been read once. */
    onRead?: () => Promise<unknown>
  } = {},
): Promise<Imported> {
  const problems: RowProblem[] = []
  const source = textSource(`${kind}.csv`, text)
  const { onRead } = options
  async function* thenElse() {
    yield* source.open()
    await onRead?.()
  }
  const report = await importFile(
    { db, actor: options.actor ?? commandLineActor },
    {
      kind,
      mode: options.mode ?? 'save',
      source: onRead ? { ...source, open: thenElse } : source,
      today: options.on ?? today,
      timeZone: options.timeZone ?? 'UTC',
      currency: 'USD',
      batchSize: 2,
      onProblem: problem => problems.push(problem),
      onStart: () => problems.splice(0),
    },
  )
  return { report, problems }
}

/** The whole small provider, in dependency order. */
export async function importProvider(db: Db): Promise<Imported[]> {
  const done: Imported[] = []
  for (const kind of ['customers', 'dids', 'packages', 'assignments', 'payments', 'usage'] as const)
    done.push(await importText(db, kind, provider[kind]))
  return done
}

/** `line column: reason` of each. */
export function told(problems: readonly RowProblem[]): string[] {
  return problems.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)
}
