/** The product as a book of lives: each step goes through the mutations and runs that people and the schedule use. */
import { eq, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { commandLineActor as admin } from '@/lib/access/actor'
import { assignmentSchema, endAssignmentSchema } from '@/lib/assignments/schema'
import { assignPackage } from '@/lib/assignments/write/assign'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { endAssignment } from '@/lib/assignments/write/end'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { undoCharge } from '@/lib/charges/write'
import { insertUsage } from '@/lib/imports/write/usage'
import { packageEditSchema, packageSchema } from '@/lib/packages/schema'
import { cancelVersion, createPackage, updatePackage } from '@/lib/packages/write/packages'
import { waiveWithin } from '@/lib/waivers/write/waive'
import { unwaiveCharge } from '@/lib/waivers/write/waive-chosen'
import { ProductDesk } from './product-desk'
import { postedLines, simulatedLines } from './product-lines'
import type { Book, Line, Step, TypedTerms } from './steps'

type Of<T extends Step['t']> = Extract<Step, { t: T }>

const fieldsOf = (terms: TypedTerms) => ({
  retail: terms.retail ?? '0',
  cost: terms.cost ?? '0',
  setupRetail: terms.setup_retail ?? '0',
  setupCost: terms.setup_cost ?? '0',
  frequency: terms.frequency ?? 'none',
  every: String(terms.every ?? 1),
  match: terms.frequency === 'none' || terms.frequency === 'daily' ? '' : (terms.match ?? ''),
  timing: terms.timing ?? 'advance',
  firstPeriod: terms.first ?? 'skip',
  lastPeriod: terms.last ?? 'full',
  minimumSpend: terms.minimum ? 'yes' : 'no',
  usageGraceDays: String(terms.grace ?? 0),
})

/** A book in an empty database; `through` the pace and the size of batches may be set. */
export class ProductBook extends ProductDesk implements Book {
  async apply(step: Step): Promise<Line[]> {
    switch (step.t) {
      case 'customer':
        await this.customer(step.customer, step.currency)
        return []
      case 'package':
        return this.sell(step)
      case 'version':
        return this.change(step)
      case 'cancel':
        return this.cancel(step)
      case 'assign':
        return this.assign(step)
      case 'quantity':
        return this.count(step)
      case 'end':
        return this.end(step)
      case 'move':
        return this.move(step)
      case 'usage':
        return this.use(step)
      case 'waive':
        return this.waive(step)
      case 'unwaive':
        return this.unwaive(step)
      case 'run':
        return this.run(step)
      case 'simulate':
        return this.simulate(step)
      case 'undo':
        return this.undo(step)
      case 'undo_line':
        return this.undoLine(step)
      default:
        throw new Error(`the product has no step ${step.t} yet`)
    }
  }

  private async sell({ p, terms, currency = 'USD', today }: Of<'package'>): Promise<Line[]> {
    const input = packageSchema.parse({ name: p, code: p, currency, ...fieldsOf(terms) })
    const { id } = await createPackage({ db: this.db, actor: admin, today }, input)
    this.packages.set(p, { id, versions: [await this.lastVersion(id)] })
    return []
  }

  private async change({ p, terms, from, scope, today }: Of<'version'>): Promise<Line[]> {
    const sold = this.sold(p)
    const [row] = await rowsOf<{ revision: number; currency: string }>(
      this.db,
      sql`select revision, currency from packages where id = ${sold.id}`,
    )
    const input = packageEditSchema.parse({
      ...{ id: sold.id, revision: row?.revision, name: p, code: p, currency: row?.currency },
      ...fieldsOf(terms),
      ...{ effectiveOn: from, appliesTo: scope, replacesVersion: null },
    })
    await updatePackage({ db: this.db, actor: admin, today }, input)
    const last = await this.lastVersion(sold.id)
    // Terms that new assignments have already cannot be typed again for all of them from today.
    if (sold.versions.includes(last)) await this.version(sold.id, input, from, today)
    sold.versions.push(await this.lastVersion(sold.id))
    return []
  }

  private async cancel({ p, version, today }: Of<'cancel'>): Promise<Line[]> {
    const sold = this.sold(p)
    const versionId = sold.versions[version - 1] ?? 0
    await cancelVersion({ db: this.db, actor: admin, today }, { packageId: sold.id, versionId })
    return []
  }

  private async assign(step: Of<'assign'>): Promise<Line[]> {
    const { a, p, customer, did, q, S, E, past = 'charge', setup_waived = false, today } = step
    const payer = await this.customer(customer)
    const didId = did === undefined ? null : await this.did(did)
    if (didId !== null) await this.give(didId, payer, today)
    const target = didId === null ? { customerId: payer } : { didId }
    const pastDates = past === 'mark' ? 'mark_billed' : 'charge'
    const input = assignmentSchema.parse({
      ...{ packageId: this.sold(p).id, ...target, quantity: q, startOn: S, endOn: E ?? null },
      ...{ reference: a, setupWaived: setup_waived },
      pastDates: S < today ? pastDates : null,
    })
    this.named.set(a, (await assignPackage({ db: this.db, actor: admin, today }, input)).id)
    return []
  }

  private async count({ a, q, from, today }: Of<'quantity'>): Promise<Line[]> {
    const { id, revision } = await this.row(a)
    await changeQuantity(
      { db: this.db, actor: admin, today },
      { id, revision, effectiveOn: from, quantity: q },
    )
    return []
  }

  private async end({ a, E, today }: Of<'end'>): Promise<Line[]> {
    const { id, revision } = await this.row(a)
    const input = endAssignmentSchema.parse({ id, revision, endOn: E, reason: 'said so' })
    await endAssignment({ db: this.db, actor: admin, today }, input)
    return []
  }

  private async move({ a, to, new: name, today }: Of<'move'>): Promise<Line[]> {
    const { id, didId } = await this.row(a)
    const customerId = await this.customer(to)
    await this.give(didId ?? 0, customerId, today)
    const [next] = await this.db.select().from(assignments).where(eq(assignments.movedFromId, id))
    if (!next) throw new Error(`${a} did not move`)
    this.named.set(name, next.id)
    return []
  }

  private async use({ id, customer, did, on, charge }: Of<'usage'>): Promise<Line[]> {
    const customerId = await this.customer(customer)
    const didId = did === undefined ? null : await this.did(did)
    await insertUsage([
      {
        ...{ usageId: id, customerId, didId, startedAt: `${on}T12:00:00Z`, startedOn: on },
        ...{ destination: null, seconds: 0, chargeMicro: Math.round(Number(charge) * 1_000_000) },
      },
    ])(this.db)
    return []
  }

  private async waive({ a, kind, from, today }: Of<'waive'>): Promise<Line[]> {
    const assignmentId = this.named.get(a) ?? 0
    const lines = [{ assignmentId, kind, periodFrom: from, billingOn: from, retailMinor: null }]
    await this.db.transaction(tx =>
      waiveWithin({ db: tx, actor: admin }, { lines, outcome: 'waived', reason: `on ${today}` }),
    )
    return []
  }

  private async unwaive({ a, kind, from }: Of<'unwaive'>): Promise<Line[]> {
    const [waiver] = await rowsOf<{ id: number }>(
      this.db,
      sql`select id::float8 as id from charge_waivers
        where assignment_id = ${this.named.get(a)} and kind = ${kind} and period_from = ${from}::date`,
    )
    await unwaiveCharge({ db: this.db, actor: admin }, waiver?.id ?? 0)
    return []
  }

  private options(through: string, today: string) {
    return { throughOn: through, today, now: new Date(`${today}T12:00:00Z`), batchSize: this.batchSize }
  }

  private async run({ through, today }: Of<'run'>): Promise<Line[]> {
    const { runId } = await runBilling(
      { db: this.db, actor: admin },
      { mode: 'post', ...this.options(through, today) },
    )
    this.runs.push(runId)
    return postedLines(this.db, sql`c.run_id = ${runId} and c.kind <> 'reversal'`, this)
  }

  private async simulate({ through, today }: Of<'simulate'>): Promise<Line[]> {
    const { runId } = await runBilling(
      { db: this.db, actor: admin },
      { mode: 'simulate', ...this.options(through, today) },
    )
    return simulatedLines({ db: this.db, today }, runId, this.named)
  }

  private async mirrors(work: () => Promise<unknown>): Promise<Line[]> {
    const [last] = await rowsOf<{ id: number }>(
      this.db,
      sql`select coalesce(max(id), 0)::float8 as id from charges`,
    )
    await work()
    return postedLines(this.db, sql`c.id > ${last?.id ?? 0}`, this)
  }

  private undo({ run, today }: Of<'undo'>): Promise<Line[]> {
    const now = new Date(`${today}T12:00:00Z`)
    const runId = this.runs[run - 1] ?? 0
    return this.mirrors(() => undoRun({ db: this.db, actor: admin }, { runId, reason: 'wrong', now, today }))
  }

  private undoLine({ a, kind, from, settlement = 0, today }: Of<'undo_line'>): Promise<Line[]> {
    return this.mirrors(async () => {
      const [charge] = await rowsOf<{ id: number }>(
        this.db,
        sql`select c.id::float8 as id from charges c where c.assignment_id = ${this.named.get(a)} and c.kind = ${kind}
          and c.opens_on = ${from}::date and c.settlement = ${settlement}
          and not exists (select 1 from charges r where r.reverses_id = c.id)`,
      )
      await undoCharge(
        { db: this.db, actor: admin, today },
        { chargeId: charge?.id ?? 0, reason: 'wrong', waive: false },
      )
    })
  }
}
