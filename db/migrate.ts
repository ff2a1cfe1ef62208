import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { StartProblem } from '@/lib/environment/start-problem'
import { type Db, rowsOf } from './rows'

/** Every door starts in the project's folder: `next start`, tsx and vitest alike. */
export const migrationsFolder = join(/* turbopackIgnore: true */ process.cwd(), 'db', 'migrations')

/** What whoever starts an app does that may not migrate. */
export const howToMigrate =
  'Run npm run --silent openmrc -- migrate, with the owner of the tables in DATABASE_URL_OWNER.'

/** Whether a database holds the tables of this release, of an older one or of a newer one, or nothing yet. */
export type Age = 'empty' | 'older' | 'current' | 'newer'

/** How old the tables of a database are. Throws if they may not be looked at. */
export async function ageOf(db: Db): Promise<Age> {
  const [there] = await rowsOf<{ exists: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  )
  if (!there?.exists) return 'empty'
  const known = readMigrationFiles({ migrationsFolder }).map(migration => migration.folderMillis)
  const [newest] = await rowsOf<{ at: string | null }>(
    db,
    sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`,
  )
  const ahead = Number(newest?.at ?? 0) - Math.max(0, ...known)
  if (ahead === 0) return 'current'
  return ahead > 0 ? 'newer' : 'older'
}

/** Refuses a database that a newer release has already migrated: older code would write into tables it does not know. */
export async function refuseNewerDatabase(db: Db): Promise<void> {
  if ((await ageOf(db)) === 'newer') {
    throw new StartProblem(
      'This database was written by a newer release of OpenMRC. Install that release, or restore a backup from before it.',
    )
  }
}
