import { sql } from 'drizzle-orm'
import { settings } from '@/db/schema/settings'
import type { Within } from '@/lib/access/context'
import { lockAdmins } from '@/lib/access/write/lock-admins'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import { dueDay, hourText } from '../due'
import type { ScheduleInput } from '../schema'

/**
 * Switches on and off what the app does by itself, admins only. Switching the daily run on does not run the day whose hour has
 * passed: the first run comes with the next hour.
 */
export async function updateSchedule(
  { db, actor, now }: Within<'actor' | 'now'>,
  input: ScheduleInput,
  timeZone: string,
): Promise<void> {
  await db.transaction(async tx => {
    await lockAdmins({ db: tx, actor })
    const [row] = await tx
      .select({
        dailyRunIsOn: settings.dailyRunIsOn,
        dailyRunHour: settings.dailyRunHour,
        noticeDays: settings.noticeDays,
        revision: settings.revision,
        providerName: settings.providerName,
      })
      .from(settings)
      .for('update')
    if (!row) throw new Refusal('There are no settings yet. Restart OpenMRC.')
    if (row.revision !== input.revision) {
      throw new Refusal(
        `Another user saved the settings while you were typing: the daily run is ${row.dailyRunIsOn ? `on from ${hourText(row.dailyRunHour)}` : 'off'}, notices are ${row.noticeDays === null ? 'off' : `sent ${row.noticeDays} days before`}. What you typed is still here: save again to keep yours, or reload to start from theirs.`,
      )
    }
    const after = {
      dailyRunIsOn: input.dailyRunIsOn,
      dailyRunHour: input.dailyRunHour,
      noticeDays: input.noticesAreOn ? input.noticeDays : null,
    }
    const { revision, providerName, ...before } = row
    await tx.update(settings).set({ ...after, revision: revision + 1, updatedAt: sql`now()` })
    if (after.dailyRunIsOn && !before.dailyRunIsOn) {
      const passed = dueDay(timeZone, now, after.dailyRunHour)
      await tx.execute(sql`insert into schedule_claims (task, billing_on, finished_at) values ('run', ${passed}::date, now())
        on conflict do nothing`)
    }
    await writeAudit(
      { db: tx, actor },
      {
        action: 'settings.updated',
        entity: 'settings',
        entityId: 1,
        label: providerName,
        before,
        after,
      },
    )
  })
}
