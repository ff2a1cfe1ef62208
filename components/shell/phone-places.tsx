'use client'
import { Dialog } from '@base-ui/react/dialog'
import { backdropClasses } from '@/components/ui/overlay/dialog-classes'
import type { Openable } from '@/components/ui/overlay/lazy-part'
import { Link } from '../ui/link'
import { isAt, type Place } from './navigation'

/** The sheet with all places that *More* opens on a phone. */
export function PhonePlaces({
  open,
  onOpenChange,
  places,
  pathname,
}: Openable & { places: Place[]; pathname: string }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClasses} />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 rounded-t-xl bg-raised px-3 pt-3 pb-[calc(1rem+env(safe-area-inset-bottom))] shadow-float outline-none transition-transform duration-200 data-[ending-style]:translate-y-full data-[starting-style]:translate-y-full">
          <Dialog.Title className="px-2 pb-2 text-base font-semibold">Go to</Dialog.Title>
          <ul className="grid grid-cols-2 gap-1">
            {places.map(({ href, label, icon }) => (
              <li key={href}>
                <Link
                  href={href}
                  onClick={() => onOpenChange(false)}
                  aria-current={isAt(href, pathname) ? 'page' : undefined}
                  className="flex h-11 items-center gap-3 rounded-md px-2 text-base text-ink aria-[current]:bg-hover aria-[current]:font-medium [&>svg]:size-4.5 [&>svg]:text-muted"
                >
                  {icon}
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
