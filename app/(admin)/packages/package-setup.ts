import type { CalendarDate } from '@/lib/calendar-date'

/** What the form of a package is given by the page that it stands on. */
export type PackageSetup = {
  today: CalendarDate
  /** The provider's currency. */
  currency: string
  /** The catalogue of ConnexCS Packages, by name, with what a unit costs where that may be seen. */
  connexcs: { value: string; label: string }[]
  marginWarningPercent: number
}
