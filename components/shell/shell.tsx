import type { ReactNode } from 'react'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import type { Person } from './account'
import type { PaletteSearch } from './command-palette'
import { CurrentPlace } from './current-place'
import { LoadingLine } from './loading-line'
import type { Place } from './navigation'
import { PhoneBar } from './phone-bar'
import { Rail } from './rail'
import { SearchButton } from './search-button'
import { UserMenu } from './user-menu'

/** The frame around every page: the places at the left (at the foot on a phone), where you are, search, today, you. */
export function Shell({
  mark,
  places,
  person,
  today,
  timeZone,
  folded,
  search,
  signOut,
  children,
}: {
  mark: string
  places: Place[]
  person: Person
  today: string
  timeZone: string
  folded: boolean
  search?: PaletteSearch
  signOut?: () => Promise<unknown>
  children: ReactNode
}) {
  const names = places.map(({ href, label }) => ({ href, label }))
  return (
    <div className="flex min-h-dvh print:block">
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 print:hidden -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <LoadingLine />
      <Rail places={places} mark={mark} folded={folded} />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-b border-line bg-canvas px-4 md:px-6 print:hidden">
          <div className="min-w-0 flex-1">
            <CurrentPlace places={names} />
          </div>
          <SearchButton search={search} places={names} />
          <p
            title={`The billing date today, in ${timeZone}`}
            className="hidden text-xs text-muted sm:block sm:whitespace-nowrap"
          >
            <span className="sr-only">Billing date today: </span>
            <CalendarDate date={today} weekday />
          </p>
          <UserMenu person={person} signOut={signOut} />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-5 pb-24 outline-none md:px-6 md:pb-12 print:p-px"
        >
          <div className="mx-auto max-w-[88rem]">{children}</div>
        </main>
      </div>
      <PhoneBar places={places} />
    </div>
  )
}
