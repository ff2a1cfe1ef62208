/** What the steps of lives write on: the product's customers, numbers, packages and assignments, by the names of a book. */
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { commandLineActor as admin } from '@/lib/access/actor'
import type { CalendarDate } from '@/lib/calendar-date'
import { customerSchema } from '@/lib/customers/schema'
import { createCustomer } from '@/lib/customers/write'
import { didEditSchema, didSchema } from '@/lib/dids/schema'
import { createDid, updateDid } from '@/lib/dids/write/dids'
import type { PackageEdit } from '@/lib/packages/schema'
import { insertVersion } from '@/lib/packages/write/change-terms'
import { awaitRuns, lookAgain } from '@/lib/planning/pointers'

/** What the product has of a book, by the names that its steps use. */
export class ProductDesk {
  private readonly customers = new Map<string, number>()
  protected readonly packages = new Map<string, { id: number; versions: number[] }>()
  readonly named = new Map<string, number>()
  readonly runs: number[] = []

  constructor(
    protected readonly db: Db,
    protected readonly batchSize = 50,
  ) {}

  protected async customer(code: string, currency = 'USD'): Promise<number> {
    const known = this.customers.get(code)
    if (known !== undefined) return known
    const input = customerSchema.parse({ accountCode: code, name: code, currency })
    const { id } = await createCustomer({ db: this.db, actor: admin }, input)
    this.customers.set(code, id)
    return id
  }

  /** A number is stock until it is given to somebody: usage may name it before. */
  protected async did(number: string): Promise<number> {
    const typed = `4420${number.padStart(8, '0')}`
    const [known] = await rowsOf<{ id: number }>(
      this.db,
      sql`select id::float8 as id from dids where number = ${typed}`,
    )
    if (known) return known.id
    return (
      await createDid({ db: this.db, actor: admin }, didSchema.parse({ number: typed, customerId: null }))
    ).id
  }

  protected async give(didId: number, customerId: number, today: string): Promise<void> {
    const [did] = await rowsOf<{ number: string; revision: number; customerId: number | null }>(
      this.db,
      sql`select number, revision, customer_id::float8 as "customerId" from dids where id = ${didId}`,
    )
    if (did?.customerId === customerId) return
    const input = didEditSchema.parse({
      ...{ id: didId, revision: did?.revision, number: did?.number, customerId },
      ...{ openAssignments: 'move', reason: 'sold' },
    })
    await updateDid({ db: this.db, actor: admin, today }, input)
  }

  protected async lastVersion(packageId: number): Promise<number> {
    const [row] = await rowsOf<{ id: number }>(
      this.db,
      sql`select max(id)::float8 as id from package_versions where package_id = ${packageId}`,
    )
    return row?.id ?? 0
  }

  protected sold(code: string) {
    const found = this.packages.get(code)
    if (!found) throw new Error(`no package ${code}`)
    return found
  }

  protected async version(
    packageId: number,
    { terms, appliesTo }: PackageEdit,
    effectiveOn: CalendarDate,
    typedOn: CalendarDate,
  ): Promise<void> {
    await this.db.transaction(async tx => {
      await awaitRuns(tx)
      const [row] = await rowsOf<{ number: number }>(
        tx,
        sql`select max(number) + 1 as number from package_versions where package_id = ${packageId}`,
      )
      const number = row?.number ?? 0
      await insertVersion(
        { db: tx, actor: admin },
        { packageId, number, effectiveOn, appliesTo, terms, typedOn },
      )
      await lookAgain(tx, packageId, effectiveOn, appliesTo)
    })
  }

  /** What a name has gone on as: the last part of a number that was moved. */
  protected async row(name: string) {
    let id = this.named.get(name)
    for (;;) {
      const [row] = await this.db
        .select()
        .from(assignments)
        .where(eq(assignments.id, id ?? 0))
      if (!row) throw new Error(`no assignment ${name}`)
      const [next] = await this.db.select().from(assignments).where(eq(assignments.movedFromId, row.id))
      if (!next) return row
      id = next.id
    }
  }
}
