import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import { settings } from '@/db/schema/settings'
import { ensureSettings } from './write'

export type Settings = {
  providerName: string
  /** ISO 4217; what a new package or customer starts with. */
  currency: string
  /** The zone typed in settings; null means the one from the environment. */
  billingTimeZone: string | null
  /** The zone in force: the setting, else BILLING_TIME_ZONE, else UTC. */
  timeZone: string
  /** Warn below this margin, in percent of retail. */
  marginWarningPercent: number
  /** Whether the app runs billing by itself, and from which hour (0-23) of the billing time zone. */
  dailyRunIsOn: boolean
  dailyRunHour: number
  /** How many days before a charge its customer is told; null: nobody is. */
  noticeDays: number | null
  revision: number
}

/** The provider's settings, with the time zone in force. `environmentTimeZone` is the parsed BILLING_TIME_ZONE. */
export async function getSettings(db: Db, environmentTimeZone: string): Promise<Settings> {
  const columns = {
    providerName: settings.providerName,
    currency: settings.currency,
    billingTimeZone: settings.billingTimeZone,
    marginWarningPercent: settings.marginWarningPercent,
    dailyRunIsOn: settings.dailyRunIsOn,
    dailyRunHour: settings.dailyRunHour,
    noticeDays: settings.noticeDays,
    revision: settings.revision,
  }
  const [found] = await db.select(columns).from(settings)
  if (found) return { ...found, timeZone: found.billingTimeZone ?? environmentTimeZone }
  await ensureSettings(db)
  return getSettings(db, environmentTimeZone)
}

/** The provider's name alone. */
export async function providerName(db: Db): Promise<string> {
  const [found] = await db.select({ name: settings.providerName }).from(settings)
  return found?.name ?? ''
}

/** True while nobody has entered anything: no package and no customer. */
export async function isProviderEmpty(db: Db): Promise<boolean> {
  const [anyPackage] = await db.select({ id: packages.id }).from(packages).limit(1)
  if (anyPackage) return false
  const [anyCustomer] = await db.select({ id: customers.id }).from(customers).limit(1)
  return anyCustomer === undefined
}
