import {
  ArrowLeftRight,
  Boxes,
  Gauge,
  Hash,
  Landmark,
  type LucideIcon,
  Play,
  ScrollText,
  Settings,
  Users,
  Waypoints,
} from 'lucide-react'
import type { Place } from '@/components/shell/navigation'
import type { Actor } from '@/lib/access/actor'

const icon = (Shape: LucideIcon) => <Shape aria-hidden="true" strokeWidth={1.75} />

const everybody: Place[] = [
  { href: '/', label: 'Dashboard', icon: icon(Gauge), phone: true },
  { href: '/packages', label: 'Packages', icon: icon(Boxes), phone: true },
  { href: '/customers', label: 'Customers', icon: icon(Users), phone: true },
  { href: '/dids', label: 'DIDs', icon: icon(Hash) },
  { href: '/assignments', label: 'Assignments', icon: icon(Waypoints) },
  { href: '/billing-runs', label: 'Runs', icon: icon(Play), phone: true },
  { href: '/usage', label: 'Usage', icon: icon(ArrowLeftRight) },
  { href: '/payments', label: 'Payments', icon: icon(Landmark) },
]

const adminsOnly: Place[] = [{ href: '/audit', label: 'Audit', icon: icon(ScrollText) }]

/** To an account manager: their own account. */
const settings: Place = { href: '/settings', label: 'Settings', icon: icon(Settings) }

/** The places this person may go to. What is not listed is refused by its page as well. */
export function placesFor(actor: Actor): Place[] {
  return actor.role === 'admin' ? [...everybody, ...adminsOnly, settings] : [...everybody, settings]
}
