/** packages.csv as it would be imported again: the terms that are in force today. */

import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { pickTerms } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import { type Cell, csvPieces } from '@/lib/csv/text'
import { fileLayouts } from '@/lib/imports/layouts'
import { fieldOfColumn } from '@/lib/imports/package-columns'
import { fileFieldsOf } from '@/lib/packages/form-values'
import { currentTerms } from '@/lib/planning/terms'

const pageSize = 500
const decimals: ReadonlySet<string> = new Set(['cost', 'retail', 'setup_cost', 'setup_retail'])

/** The file, a piece at a time; archived packages only where asked for. For admins: it holds cost. */
export function packagesCsv(
  { db, actor }: Within<'actor'>,
  choice: { today: CalendarDate; withArchived: boolean },
): AsyncGenerator<string> {
  requireAdmin(actor)
  return csvPieces(fileLayouts.packages.columns, rowsOf({ db, actor }, choice))
}

async function* rowsOf(
  { db, actor }: Within<'actor'>,
  { today, withArchived }: { today: CalendarDate; withArchived: boolean },
): AsyncGenerator<Cell[]> {
  const current = currentTerms({ db, actor, today })
  let after = 0
  for (;;) {
    const rows = await db
      .select({
        id: packages.id,
        code: packages.code,
        name: packages.name,
        description: packages.description,
        currency: packages.currency,
        connexcsPackage: connexcsPackages.name,
        terms: pickTerms(current),
      })
      .from(packages)
      .innerJoinLateral(current, sql`true`)
      .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
      .where(and(gt(packages.id, after), withArchived ? undefined : isNull(packages.archivedAt)))
      .orderBy(asc(packages.id))
      .limit(pageSize)
    for (const { terms, ...row } of rows) {
      const { costMicro, setupCostMicro } = terms
      yield cellsOf(
        fileFieldsOf({
          ...row,
          terms: { ...terms, costMicro: costMicro ?? 0, setupCostMicro: setupCostMicro ?? 0 },
        }),
      )
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

function cellsOf(fields: Record<string, unknown>): Cell[] {
  return fileLayouts.packages.columns.map(column => {
    const value = fields[fieldOfColumn[column] ?? '']
    if (typeof value === 'boolean') return value ? 'yes' : 'no'
    // The file's word for a standard package is none at all.
    if (column === 'type' && value === 'standard') return ''
    const text = String(value ?? '')
    return decimals.has(column) ? { decimal: text } : text
  })
}
