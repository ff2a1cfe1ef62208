/** Who may see which page: a row for every one behind the sign-in. `pages.test.ts` opens each as all four. */
import type { World } from './world'

export type PageRow = {
  /** As for the doors: to who may not, the page does not exist. */
  may: 'signed_in' | 'admins' | 'owner'
  /** Where it sends whoever may not, where that is not nowhere. */
  instead?: string
  /** The part of the address in brackets. */
  id?: (world: World) => string | number
}

const signedIn: PageRow = { may: 'signed_in' }
const admins: PageRow = { may: 'admins' }
const owner = (id: (world: World) => number): PageRow => ({ may: 'owner', id })

export const pages: Readonly<Record<string, PageRow | PageRow[]>> = {
  '(admin)/page.tsx': signedIn,
  '(admin)/packages/page.tsx': signedIn,
  '(admin)/packages/[id]/page.tsx': { may: 'signed_in', id: world => world.packageId },
  '(admin)/customers/page.tsx': signedIn,
  '(admin)/customers/[id]/page.tsx': owner(world => world.customerId),
  '(admin)/dids/page.tsx': signedIn,
  '(admin)/dids/[id]/page.tsx': owner(world => world.didId),
  '(admin)/assignments/page.tsx': signedIn,
  '(admin)/assignments/bulk/page.tsx': signedIn,
  '(admin)/assignments/[id]/page.tsx': owner(world => world.assignmentId),
  '(admin)/charges/[id]/page.tsx': owner(world => world.chargeId),
  '(admin)/billing-runs/page.tsx': signedIn,
  '(admin)/billing-runs/[id]/page.tsx': [
    owner(world => world.simulationId),
    { may: 'admins', id: world => world.postedRunId },
  ],
  '(admin)/billing-runs/backlog/page.tsx': admins,
  '(admin)/billing-runs/leaks/page.tsx': admins,
  '(admin)/billing-runs/compare/page.tsx': signedIn,
  '(admin)/customers/[id]/statement/page.tsx': owner(world => world.customerId),
  '(admin)/usage/page.tsx': signedIn,
  '(admin)/payments/page.tsx': signedIn,
  '(admin)/audit/page.tsx': admins,
  '(admin)/imports/page.tsx': admins,
  '(admin)/settings/page.tsx': { ...admins, instead: '/settings/account' },
  '(admin)/settings/users/page.tsx': admins,
  '(admin)/settings/schedule/page.tsx': admins,
  '(admin)/settings/connexcs/page.tsx': admins,
  '(admin)/settings/api-keys/page.tsx': admins,
  '(admin)/settings/security-log/page.tsx': admins,
  '(admin)/settings/account/page.tsx': signedIn,
}
