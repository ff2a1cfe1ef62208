'use client'
import { Menu } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { classNames } from '../ui/class-names'
import { Link } from '../ui/link'
import { Modal } from '../ui/modal'
import { isAt, type Place } from './navigation'

const item =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] [&>svg]:size-5'

/** The places of the app on a phone: four at the foot, all of them in the sheet behind *More*. */
export function PhoneBar({ places }: { places: Place[] }) {
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  const inBar = places.filter(place => place.phone)
  const elsewhere = !inBar.some(place => isAt(place.href, pathname))
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {inBar.map(({ href, label, icon }) => {
        const here = isAt(href, pathname)
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={classNames(item, here ? 'font-medium text-accent' : 'text-muted')}
          >
            {icon}
            <span className="max-w-full truncate">{label}</span>
          </Link>
        )
      })}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className={classNames(item, elsewhere ? 'font-medium text-accent' : 'text-muted')}
      >
        <Menu aria-hidden="true" strokeWidth={1.75} />
        More
      </button>
      <Modal
        open={open}
        onClose={() => setOpen(false)}
        label="Go to"
        className="inset-x-0 top-auto bottom-0 w-full translate-y-full rounded-t-xl px-3 pt-3 pb-[calc(1rem+env(safe-area-inset-bottom))] open:translate-y-0 starting:open:translate-y-full"
      >
        <h2 className="px-2 pb-2 text-base font-semibold">Go to</h2>
        <ul className="grid grid-cols-2 gap-1">
          {places.map(({ href, label, icon }) => (
            <li key={href}>
              <Link
                href={href}
                onClick={() => setOpen(false)}
                aria-current={isAt(href, pathname) ? 'page' : undefined}
                className="flex h-11 items-center gap-3 rounded-md px-2 text-base text-ink aria-[current]:bg-hover aria-[current]:font-medium [&>svg]:size-4.5 [&>svg]:text-muted"
              >
                {icon}
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </Modal>
    </nav>
  )
}
