import type { Db } from '@/db/client'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { versionInForce } from '@/lib/billing/segment'
import { toDay } from '@/lib/calendar-date'
import { termsChanges } from '@/lib/packages/changes'
import { type PackageInput, packageSchema } from '@/lib/packages/schema'
import { termFields } from '@/lib/packages/term-fields'
import { readRow } from '../cells'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { columnOfField, packageCells } from '../package-columns'
import { codesByName, connexcsCatalogue, type KnownPackage, packagesByCode } from '../read/packages'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { insertPackages, type NewPackage, type PackageChange, updatePackages } from '../write/packages'

type Row = { line: number; input: NewPackage }
type Change = PackageChange & { before: KnownPackage }

/** packages.csv. Name, description and ConnexCS Package of what is there may change; commercial terms change in the app. */
export function packagesImporter(context: ImportContext): Importer {
  const names = new Map<string, number>()
  return {
    keyOf: row => row.cells.code ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      const catalogue = await connexcsCatalogue(db)
      const read = raws.flatMap(raw => readPackageRow(raw, context, catalogue, problems) ?? [])
      const rows = read.filter(row => isOnlyName(row, names, problems))
      return write(db, rows, problems, context)
    },
    finish: async () => [],
  }
}

type Catalogue = Awaited<ReturnType<typeof connexcsCatalogue>>

function readPackageRow(
  raw: RawRow,
  context: ImportContext,
  catalogue: Catalogue,
  problems: RowProblem[],
): Row | null {
  const { line } = raw
  const parsed: PackageInput | null = readRow(
    packageSchema,
    packageCells(raw.cells),
    { columns: columnOfField, line },
    problems,
  )
  const code = parsed?.code ?? null
  if (parsed && code === null)
    problems.push({ line, column: 'code', reason: 'Type a code: a file needs one for each package.' })
  const upstream = raw.cells.connexcs_package ?? ''
  const connexcsPackageId = catalogue.ids.get(upstream.toLowerCase()) ?? null
  if (upstream !== '' && connexcsPackageId === null) {
    const reason = `There is no ConnexCS Package of this name. Type one of ${catalogue.names.join(', ')}.`
    problems.push({ line, column: 'connexcs_package', reason })
    return null
  }
  if (!parsed || code === null) return null
  return {
    line,
    input: { ...parsed, code, currency: parsed.currency ?? context.currency, connexcsPackageId },
  }
}

function isOnlyName({ line, input }: Row, names: Map<string, number>, problems: RowProblem[]): boolean {
  const name = input.name.toLowerCase()
  const first = names.get(name)
  if (first === undefined) names.set(name, line)
  else
    problems.push({
      line,
      column: 'name',
      reason: `Line ${first} already has this name. Choose another one.`,
    })
  return first === undefined
}

async function write(
  db: Db,
  rows: readonly Row[],
  problems: RowProblem[],
  context: ImportContext,
): Promise<BatchResult> {
  const codes = rows.map(row => row.input.code)
  const names = rows.map(row => row.input.name.toLowerCase())
  const saved = await packagesByCode(db, codes, context.locks)
  const taken = await codesByName(db, names)
  const created: NewPackage[] = []
  const changes: Change[] = []
  let unchanged = 0
  for (const { line, input } of rows) {
    const before = saved.get(input.code)
    const holder = taken.get(input.name.toLowerCase())
    if (holder !== undefined && holder !== input.code && !before?.isArchived)
      problems.push({
        line,
        column: 'name',
        reason: `The package ${holder} already has this name. Choose another one.`,
      })
    else if (!before) created.push(input)
    else {
      const after = { ...kept(before, input, context), id: before.id }
      const refused = refusedChanges(before, input, context)
      if (refused.length > 0) problems.push(...refused.map(reason => ({ ...reason, line })))
      else if (samePackage(before, after)) unchanged += 1
      else changes.push({ ...after, before })
    }
  }
  const save = async (tx: Db) => {
    if (created.length > 0) await insertPackages(tx, created, context.actor.id)
    if (changes.length === 0) return
    await updatePackages(tx, changes)
    await writeAudits({ db: tx, actor: context.actor }, changes.map(auditEntry))
  }
  return { created: created.length, changed: changes.length, unchanged, problems, save }
}

function refusedChanges(before: KnownPackage, input: NewPackage, context: ImportContext) {
  const problems: { column: string; reason: string }[] = []
  if (context.has('currency') && before.currency !== input.currency)
    problems.push({ column: 'currency', reason: `Keep ${before.currency}: a package keeps its currency.` })
  const current = versionInForce(before.versions, toDay(context.today))
  if (!current) return problems
  for (const change of termsChanges(current.terms, input.terms, before.currency)) {
    const { column } = termFields[change.field]
    if (!context.has(column)) continue
    const reason = `${change.label} is ${change.before || 'empty'} and here ${change.after || 'empty'}. Change terms in the app: it asks from which date.`
    problems.push({ column, reason })
  }
  return problems
}

/** A column that the file does not have keeps what is saved. */
function kept(before: KnownPackage, input: NewPackage, { has }: ImportContext) {
  return {
    name: input.name,
    description: has('description') ? input.description : before.description,
    connexcsPackageId: has('connexcs_package') ? input.connexcsPackageId : before.connexcsPackageId,
  }
}

function samePackage(before: KnownPackage, after: PackageChange): boolean {
  return (
    before.name === after.name &&
    before.description === after.description &&
    before.connexcsPackageId === after.connexcsPackageId
  )
}

function auditEntry({ before, ...after }: Change): AuditEntry {
  const values = (row: Omit<PackageChange, 'id'>) => ({
    name: row.name,
    description: row.description,
    connexcsPackageId: row.connexcsPackageId,
  })
  return {
    action: 'package.updated',
    entity: 'package',
    entityId: before.id,
    label: after.name,
    before: { ...values(before), revision: before.revision },
    after: { ...values(after), revision: before.revision + 1 },
    reason: 'Imported from a file',
  }
}
