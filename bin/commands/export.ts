import { parseArgs } from 'node:util'
import { commandLineActor } from '@/lib/access/actor'
import { exportDates, exportLines } from '@/lib/charges/read/export'
import { chargesCsv } from '@/lib/exports/charges'
import { flushSecurityLog, noteSecurity } from '@/lib/security-log/note'
import { dateOf, open } from './open'
import { writeFile, writeOut } from './write-file'
import { understood, WrongUse } from './wrong-use'

/** `openmrc export charges --from DATE --to DATE [--by posted] [--out FILE]` */
export async function exportCharges(args: string[]): Promise<void> {
  const { values, positionals } = understood(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        by: { type: 'string', default: 'billed' },
        out: { type: 'string' },
      },
    }),
  )
  if (positionals[0] !== 'charges' || positionals.length > 1)
    throw new WrongUse('Only charges can be exported: openmrc export charges --from DATE --to DATE.')
  const from = dateOf('from', values.from)
  const to = dateOf('to', values.to)
  if (to < from) throw new WrongUse(`--to ${to} is before --from ${from}.`)
  const by = exportDates.find(known => known === values.by)
  if (by === undefined)
    throw new WrongUse('--by is posted (the day of posting) or billed (the billing date).')
  const { db } = await open()
  noteSecurity(db, { event: 'exported', who: commandLineActor, what: `charges ${from} to ${to}` })
  await flushSecurityLog(db)
  const pieces = chargesCsv(exportLines(db, { from, to, by }))
  await (values.out === undefined ? writeOut(pieces) : writeFile(values.out, pieces))
}
