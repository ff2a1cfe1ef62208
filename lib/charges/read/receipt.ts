/** One charge with everything that explains it: terms, period, balance before and after, run and who started it. */

import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { assignments } from '@/db/schema/assignments'
import { billingRuns, charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { packages, packageVersions } from '@/db/schema/packages'
import { users } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { seenTermsColumns } from '@/lib/planning/terms'

const mirror = alias(charges, 'mirror')

const columns = {
  id: charges.id,
  kind: charges.kind,
  settlement: charges.settlement,
  opensOn: charges.opensOn,
  billingOn: charges.billingOn,
  postedOn: charges.postedOn,
  periodFrom: charges.periodFrom,
  periodTo: charges.periodTo,
  quantity: charges.quantity,
  unitRetailMicro: charges.unitRetailMicro,
  numerator: charges.numerator,
  denominator: charges.denominator,
  spendMicro: charges.spendMicro,
  retailMinor: charges.retailMinor,
  currency: charges.currency,
  isDebited: charges.isDebited,
  explanation: charges.explanation,
  createdAt: charges.createdAt,
  attempt: charges.attempt,
  reversesId: charges.reversesId,
  mirrorId: mirror.id,
  customerId: charges.customerId,
  customer: customers.name,
  accountCode: customers.accountCode,
  didId: charges.didId,
  number: dids.number,
  packageId: charges.packageId,
  package: packages.name,
  packageCode: packages.code,
  versionNumber: packageVersions.number,
  versionEffectiveOn: packageVersions.effectiveOn,
  assignmentId: charges.assignmentId,
  reference: assignments.reference,
  startOn: assignments.startOn,
  endOn: assignments.endOn,
  runId: charges.runId,
  runThroughOn: billingRuns.throughOn,
  startedFrom: billingRuns.startedFrom,
  startedBy: users.name,
}

/** A charge; null where there is none, or its customer is not the actor's. Costs are null where they may not be seen. */
export async function getCharge({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      ...columns,
      unitCostMicro: actor.canSeeCost ? charges.unitCostMicro : sql<null>`null`,
      costMinor: actor.canSeeCost ? charges.costMinor : sql<null>`null`,
      terms: seenTermsColumns(actor),
    })
    .from(charges)
    .innerJoin(customers, eq(customers.id, charges.customerId))
    .innerJoin(packages, eq(packages.id, charges.packageId))
    .innerJoin(packageVersions, eq(packageVersions.id, charges.versionId))
    .innerJoin(assignments, eq(assignments.id, charges.assignmentId))
    .innerJoin(billingRuns, eq(billingRuns.id, charges.runId))
    .leftJoin(users, eq(users.id, billingRuns.startedBy))
    .leftJoin(dids, eq(dids.id, charges.didId))
    .leftJoin(mirror, eq(mirror.reversesId, charges.id))
    .where(and(eq(charges.id, id), visibleCustomers(actor)))
  if (!row) return null
  const [entry] = await db
    .select({
      id: ledgerEntries.id,
      amountMinor: ledgerEntries.amountMinor,
      balanceAfterMinor: ledgerEntries.balanceAfterMinor,
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.chargeId, id))
  return { ...row, entry: entry ?? null }
}

export type ChargeReceipt = NonNullable<Awaited<ReturnType<typeof getCharge>>>
