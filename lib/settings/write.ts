import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { settings } from '@/db/schema/settings'
import type { Within } from '@/lib/access/context'
import { lockAdmins } from '@/lib/access/write/lock-admins'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import type { SettingsInput } from './schema'

/** Makes the one row of settings if there is none yet. Safe when two processes start at once. */
export async function ensureSettings(db: Db): Promise<void> {
  await db.insert(settings).values({ id: 1 }).onConflictDoNothing()
}

const words = {
  providerName: 'the provider name',
  currency: 'the currency',
  billingTimeZone: 'the time zone',
  marginWarningPercent: 'the margin warning',
} as const

/** Changes the provider's settings. A save in between is not overwritten: the refusal names the changes. */
export async function updateSettings({ db, actor }: Within<'actor'>, input: SettingsInput): Promise<void> {
  await db.transaction(async tx => {
    await lockAdmins({ db: tx, actor })
    const [row] = await tx
      .select({
        providerName: settings.providerName,
        currency: settings.currency,
        billingTimeZone: settings.billingTimeZone,
        marginWarningPercent: settings.marginWarningPercent,
        revision: settings.revision,
      })
      .from(settings)
      .for('update')
    if (!row) throw new Refusal('There are no settings yet. Restart OpenMRC.')
    const { revision: current, ...before } = row
    const { revision: seen, ...after } = input
    if (current !== seen) {
      const changed = keysOf(words).filter(key => before[key] !== after[key])
      const what = changed.map(key => `${words[key]} is now “${before[key] ?? 'from the environment'}”`)
      throw new Refusal(
        `Another user saved the settings while you were typing${what.length > 0 ? `: ${what.join(', ')}` : ''}. What you typed is still here: save again to keep yours, or reload to start from theirs.`,
      )
    }
    await tx.update(settings).set({ ...after, revision: current + 1, updatedAt: sql`now()` })
    await writeAudit(
      { db: tx, actor },
      {
        action: 'settings.updated',
        entity: 'settings',
        entityId: 1,
        label: after.providerName,
        before,
        after,
      },
    )
  })
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record).filter((key): key is Extract<keyof T, string> => key in record)
}
