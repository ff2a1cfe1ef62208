import type { Db } from '@/db/client'
import { environment } from '@/lib/environment/environment'
import { type CalendarDate, todayIn } from '../calendar-date'
import { getSettings } from './read'

/** How the billing day is asked; work that lasts asks in every transaction, since it may go on past midnight. */
export type BillingDay = (tx: Db) => Promise<CalendarDate>

/** The calendar day of now in the billing time zone that is set. */
export const billingDayNow: BillingDay = async tx => {
  const { timeZone } = await getSettings(tx, environment().billingTimeZone)
  return todayIn(timeZone, new Date())
}
