/** The customers and packages of a run by the codes that programs and the command line know them by. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { Refusal } from '@/lib/refusal/refusal'

/** A code that nobody has. */
export class UnknownCode extends Refusal {}

type Coded = { id: number; code: string }

function idsIn(codes: readonly string[], rows: readonly Coded[], sentence: (code: string) => string) {
  const ids = new Map(rows.map(row => [row.code, row.id]))
  return [...new Set(codes)].map(code => {
    const id = ids.get(code)
    if (id === undefined) throw new UnknownCode(sentence(code))
    return id
  })
}

/** The ids behind account codes and package codes, in their order and once each. Throws UnknownCode for one that nobody has. */
export async function idsOfCodes(
  db: Db,
  codes: { customers: readonly string[]; packages: readonly string[] },
): Promise<{ customerIds: number[]; packageIds: number[] }> {
  const customers = await rowsOf<Coded>(
    db,
    sql`select id::float8 as id, account_code as code from customers where account_code = any(${array('text', codes.customers)})`,
  )
  const packages = await rowsOf<Coded>(
    db,
    sql`select id::float8 as id, code from packages where code = any(${array('text', codes.packages)})`,
  )
  return {
    customerIds: idsIn(codes.customers, customers, code => `No customer has the account code ${code}.`),
    packageIds: idsIn(codes.packages, packages, code => `No package has the code ${code}.`),
  }
}
