/** Changes of many packages at once: each applies whole or not at all, in one transaction with its audit rows. */

import { inArray, sql } from 'drizzle-orm'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { microText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import { sameTerms } from '../changes'
import type { ArchiveMany, ChangePrices, DuplicateMany } from '../many-schema'
import { lockChosen, type Planned, planCopies, planPrices } from '../read/planned-changes'
import { changeTerms } from './change-terms'
import { lockPackage } from './checks'
import { archivePackage, createPackage, type SavedPackage } from './packages'

/** The first problem stops all: half a change is never saved. */
function refuseProblems(planned: readonly Planned[]): void {
  const wrong = planned.filter(row => row.problem !== null)
  const [first] = wrong
  if (!first) return
  const more = wrong.length > 1 ? ` So it is with ${wrong.length - 1} more.` : ''
  throw new Refusal(`Nothing was changed. ${first.name}: ${first.problem}${more}`)
}

/** Archives every one of them; those that are archived already stay so. Answers how many were not. */
export async function archivePackages(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ArchiveMany,
): Promise<{ count: number }> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const rows = (await lockChosen(tx, input.packages)).filter(row => row.archivedAt === null)
    for (const { id, revision } of rows) await archivePackage({ db: tx, actor, today }, { id, revision })
    return { count: rows.length }
  })
}

function percentText(share: number): string {
  const text = microText(BigInt(Math.abs(share)) * 100n)
  return `${share < 0 ? '−' : '+'}${text} %`
}

/**
 * Changes retail, cost or both by a percentage from a date: a new version of every package whose price it changes. Refuses
 * the whole if one package was saved since the preview.
 */
export async function changePrices(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ChangePrices,
): Promise<{ count: number }> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const planned = await planPrices({ db: tx, today }, input, true)
    refuseProblems(planned)
    const changed = planned.filter(row => !sameTerms(row.before, row.after))
    if (changed.length === 0)
      throw Refusal.field('percent', 'No price changes: enter another percentage, or round less.')
    const entries: AuditEntry[] = []
    for (const row of changed) entries.push(await changeOne({ db: tx, actor, today }, row, input))
    await tx
      .update(packages)
      .set({ revision: sql`${packages.revision} + 1`, updatedAt: sql`now()` })
      .where(
        inArray(
          packages.id,
          changed.map(row => row.id),
        ),
      )
    await writeAudits({ db: tx, actor }, entries)
    return { count: changed.length }
  })
}

async function changeOne(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  row: Planned,
  input: ChangePrices,
): Promise<AuditEntry> {
  const { effectiveOn, appliesTo } = input
  const was = await lockPackage(tx, row.id, today)
  // The share is of the terms that are in force on the date, which a scheduled version may have set.
  const based = { ...was, terms: row.before }
  const edit = { terms: row.after, effectiveOn, appliesTo, replacesVersion: null }
  const version = await changeTerms({ db: tx, actor, today }, based, edit)
  const prices = ({ retailMicro, costMicro }: Planned['before']) => ({
    retail: microText(retailMicro),
    cost: microText(costMicro),
  })
  return {
    action: 'package.updated',
    entity: 'package',
    entityId: row.id,
    label: row.name,
    before: { ...prices(row.before), revision: row.revision },
    after: {
      ...prices(row.after),
      revision: row.revision + 1,
      version: version?.number,
      effectiveOn,
      appliesTo,
    },
    reason: `Prices of ${input.packages.length === 1 ? 'one package' : `${input.packages.length} packages`} changed by ${percentText(input.percent)}`,
  }
}

/** Copies every one of them into another currency at a rate; names get the currency, codes are made from the names. */
export async function duplicatePackages(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: DuplicateMany,
): Promise<SavedPackage[]> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const planned = await planCopies({ db: tx, today }, input, true)
    refuseProblems(planned)
    const originals = new Map(
      (
        await tx
          .select({
            id: packages.id,
            description: packages.description,
            noticeDays: packages.noticeDays,
            connexcs: connexcsPackages.name,
          })
          .from(packages)
          .leftJoin(connexcsPackages, sql`${connexcsPackages.id} = ${packages.connexcsPackageId}`)
          .where(
            inArray(
              packages.id,
              planned.map(row => row.id),
            ),
          )
      ).map(row => [row.id, row]),
    )
    const saved: SavedPackage[] = []
    for (const { id, newName, after } of planned) {
      const original = originals.get(id)
      const values = {
        code: null,
        name: newName,
        description: original?.description ?? '',
        currency: input.currency,
        connexcsPackage: original?.connexcs ?? null,
        noticeDays: original?.noticeDays ?? null,
        terms: after,
      }
      saved.push(await createPackage({ db: tx, actor, today }, values))
    }
    return saved
  })
}
