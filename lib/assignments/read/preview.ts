/** What an assignment would charge, before it is saved: the planner of the runs over an assignment that does not exist yet. */

import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import { connexcsPackages, packages } from '@/db/schema/packages'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { linesOf, upcomingLines } from '@/lib/billing/charge'
import { scheduleSentence } from '@/lib/billing/labels'
import { type Line, newAssignment } from '@/lib/billing/line'
import { startingVersion } from '@/lib/billing/segment'
import type { TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { getCustomer } from '@/lib/customers/read/customers'
import { newRunAssignment } from '@/lib/planning/load'
import { withSpend } from '@/lib/planning/spend'
import { termsVersionsOf } from '@/lib/planning/terms'
import { earliestEnd } from '../minimum-days'
import type { AssignmentDraft } from '../schema'
import { isShown, type SeenLine, seenLine } from './lines'
import { countMinimumSpend } from './package-names'

const mostPastShown = 60
const comingShown = 12

/** Terms as the card of a form shows them; cost is null for who may not see it. */
export type PackageCard = {
  name: string
  description: string
  currency: string
  connexcsPackage: string | null
  sentence: string
  retailMicro: number
  costMicro: number | null
  setupRetailMicro: number
  setupCostMicro: number | null
  firstPeriod: string
  lastPeriod: string
  hasPeriods: boolean
  minimumSpend: boolean
  minimumDays: number
  isFreeMinutes: boolean
  destination: string[]
  holdsWhenShort: boolean
}

export type AssignmentPreview = {
  card: PackageCard
  /** Null until quantity and dates can be read. */
  charges: {
    /** Dated before today, oldest first, at most 60 of `pastCount`. */
    past: SeenLine[]
    pastCount: number
    pastMinor: bigint
    coming: SeenLine[]
    earliestEnd: CalendarDate
  } | null
  /** Open minimum-spend commitments that the same usage already counts for. */
  otherCommitments: number
}

type Target = { payerId: number; customerId: number | null; didId: number | null }
const nobody: Target = { payerId: 0, customerId: null, didId: null }

/** The card of the chosen package and the lines that it would bring; null where there is no such package. */
export async function previewAssignment(
  { db, actor, today }: Within<'actor' | 'today'>,
  draft: AssignmentDraft,
): Promise<AssignmentPreview | null> {
  const sold = await soldPackage(db, draft.packageId)
  const versions = (await termsVersionsOf(db, [draft.packageId])).get(draft.packageId)
  if (!sold || !versions) return null
  const startOn = draft.startOn ?? today
  const { terms } = startingVersion(versions, toDay(startOn))
  const target = await targetOf({ db, actor }, draft)
  const card = {
    ...sold,
    sentence: scheduleSentence(terms),
    retailMicro: terms.retailMicro,
    costMicro: actor.canSeeCost ? terms.costMicro : null,
    setupRetailMicro: terms.setupRetailMicro,
    setupCostMicro: actor.canSeeCost ? terms.setupCostMicro : null,
    firstPeriod: terms.firstPeriod,
    lastPeriod: terms.lastPeriod,
    hasPeriods: terms.frequency !== 'none',
    minimumSpend: terms.minimumSpend,
    minimumDays: terms.minimumDays,
    isFreeMinutes: terms.type === 'free_minutes',
    destination: [...terms.destination],
    holdsWhenShort: terms.whenFundsShort === 'hold',
  }
  const otherCommitments =
    terms.minimumSpend && target
      ? await countMinimumSpend({ db, actor, today }, { customerId: target.payerId, didId: target.didId })
      : 0
  return {
    card,
    charges: await chargesOf({ db, actor, today }, draft, { versions, target, currency: sold.currency }),
    otherCommitments,
  }
}

async function soldPackage(db: Db, id: number) {
  const [row] = await db
    .select({
      name: packages.name,
      description: packages.description,
      currency: packages.currency,
      connexcsPackage: connexcsPackages.name,
    })
    .from(packages)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(and(eq(packages.id, id)))
  return row ?? null
}

async function targetOf({ db, actor }: Within<'actor'>, draft: AssignmentDraft): Promise<Target | null> {
  if (draft.didId !== null) {
    const [did] = await db
      .select({ payerId: customers.id })
      .from(dids)
      .innerJoin(customers, eq(customers.id, dids.customerId))
      .where(and(eq(dids.id, draft.didId), visibleCustomers(actor)))
    return did ? { payerId: did.payerId, customerId: null, didId: draft.didId } : null
  }
  if (draft.customerId === null) return null
  const customer = await getCustomer({ db, actor }, draft.customerId)
  return customer ? { payerId: customer.id, customerId: customer.id, didId: null } : null
}

async function chargesOf(
  { db, actor, today }: Within<'actor' | 'today'>,
  draft: AssignmentDraft,
  { versions, currency, target }: { versions: TermsVersion[]; currency: string; target: Target | null },
): Promise<AssignmentPreview['charges']> {
  const { startOn, endOn, quantity } = draft
  if (startOn === null || quantity === null || endOn === undefined) return null
  if (endOn !== null && endOn < startOn) return null
  const day = toDay(today)
  const draftFacts = newRunAssignment(
    newAssignment({
      startOn: toDay(startOn),
      endBefore: endOn === null ? null : toDay(endOn) + 1,
      quantity,
      versions,
      setupWaived: draft.setupWaived,
      currencyExponent: minorExponent(currency),
    }),
    { ...(target ?? nobody), packageId: draft.packageId },
  )
  const [facts = draftFacts] = target
    ? await withSpend(db, [draftFacts], day, ids => termsVersionsOf(db, ids))
    : [draftFacts]
  const shown = (line: Line) => isShown(actor, line)
  const past = linesOf(facts, facts.startOn, day - 1, facts.spendIn).filter(shown)
  const coming = upcomingLines(facts, day, comingShown * 2, facts.spendIn).filter(shown)
  const { terms } = startingVersion(versions, facts.startOn)
  return {
    past: past.slice(0, mostPastShown).map(line => seenLine(actor, line, currency)),
    pastCount: past.length,
    pastMinor: past.reduce((sum, line) => sum + line.retailMinor, 0n),
    coming: coming.slice(0, comingShown).map(line => seenLine(actor, line, currency)),
    earliestEnd: earliestEnd(startOn, terms.minimumDays, draft.minimumDays),
  }
}
