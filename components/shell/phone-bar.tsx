'use client'
import { Menu } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { type ComponentProps, useState } from 'react'
import { lazyOverlay } from '@/components/ui/overlay/lazy-part'
import { classNames } from '../ui/class-names'
import { Link } from '../ui/link'
import { isAt, type Place } from './navigation'
import type { PhonePlaces } from './phone-places'

const Places = lazyOverlay<ComponentProps<typeof PhonePlaces>>(() =>
  import('./phone-places').then(file => file.PhonePlaces),
)

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
        {...Places.preloadProps}
        onClick={() => setOpen(true)}
        className={classNames(item, elsewhere ? 'font-medium text-accent' : 'text-muted')}
      >
        <Menu aria-hidden="true" strokeWidth={1.75} />
        More
      </button>
      <Places open={open} onOpenChange={setOpen} places={places} pathname={pathname} />
    </nav>
  )
}
