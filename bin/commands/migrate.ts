import { migrateDatabase } from '@/db/migrate-command'
import { WrongUse } from './wrong-use'

/** `openmrc migrate` */
export async function migrate(args: string[]): Promise<void> {
  if (args[0] !== undefined) throw new WrongUse(`“${args[0]}” is not understood.`)
  console.log(await migrateDatabase())
}
