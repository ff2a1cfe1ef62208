'use client'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { isAt, type Place } from './navigation'

/** Where you are, in the top line. */
export function CurrentPlace({ places }: { places: Pick<Place, 'href' | 'label'>[] }) {
  const pathname = usePathname()
  const here = places.find(place => isAt(place.href, pathname))
  if (!here) return null
  return (
    <Link href={here.href} className="truncate rounded-sm font-medium hover:underline">
      {here.label}
    </Link>
  )
}
