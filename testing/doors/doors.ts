/**
 * Who may open which door. One row for every server action and route; `doors.test.ts` finds the doors in the source,
 * fails where one has no row here, and knocks at each as nobody, a stranger, the owner and an admin.
 */

import type { Door, RouteAsk } from './door'
import {
  assigned,
  copies,
  customer,
  did,
  many,
  onePackage,
  onIt,
  packageAct,
  packageFields,
  priceChange,
  range,
} from './inputs'
import { runDoors } from './runs'
import { makeBulk, makeInvited, settingsRevision, type World } from './world'

const admins = (ask: Door['ask']): Door => ({ may: 'admins', ask })
const owner = (ask: Door['ask']): Door => ({ may: 'owner', ask })
const owned = (ask: Door['ask']): Door => ({ may: 'owner', ask, tells: true })
const signedIn = (ask: Door['ask']): Door => ({ may: 'signed_in', ask })
const anybody: Door = { may: 'anybody', ask: () => undefined }
const route = (ask: (world: World) => RouteAsk) => ask

/** A list as a file, searched for what is the owner's: to a stranger it has a header and no row. */
const toldFile = (noun: string, text: (world: World) => string) =>
  owned(route(world => ({ path: `/${noun}/${noun}.csv?q=${text(world)}` })))

/** By file and export; several rows where a door has several answers. */
export const doors: Readonly<Record<string, Door | Door[]>> = {
  '(admin)/customers/actions.ts addCustomer': admins(world => ({
    accountCode: `${world.word}-2`,
    name: 'Another',
    currency: 'USD',
    email: '',
  })),
  '(admin)/customers/actions.ts saveCustomer': [
    owner(customer),
    admins(world => customer(world, { debitLimit: '1000' })),
    admins(world => customer(world, { accountManagerId: world.people.strangerId })),
  ],
  '(admin)/dids/actions.ts addDid': admins(world => ({ number: `9${world.number}`, customerId: '' })),
  '(admin)/dids/actions.ts addRange': admins(range),
  '(admin)/dids/actions.ts readRange': admins(range),
  '(admin)/dids/actions.ts saveDid': [
    owner(did),
    admins(world => ({ ...did(world), number: `9${world.number}` })),
  ],
  '(admin)/dids/actions.ts readMove': signedIn(world => ({
    ...{ id: world.didId, customerId: '', openAssignments: 'end', endOn: world.today },
  })),
  '(admin)/assignments/actions.ts assign': [
    owner(assigned),
    owner(world => ({ ...assigned(world), customerId: '', didId: world.didId })),
  ],
  '(admin)/assignments/actions.ts previewAssign': signedIn(assigned),
  '(admin)/assignments/actions.ts endIt': owner(world => onIt(world, { endOn: world.today })),
  '(admin)/assignments/actions.ts quoteEnd': signedIn(world => ({ id: world.chargedId, endOn: '' })),
  '(admin)/assignments/actions.ts readChange': signedIn(world => ({
    id: world.assignmentId,
    packageId: world.packageId,
    quantity: 1,
  })),
  '(admin)/assignments/actions.ts swapPackage': {
    ...owner(world => onIt(world, { packageId: world.packageId, startOn: world.today, quantity: 1 })),
    answers: /This is the package that it has/,
  },
  '(admin)/assignments/actions.ts deleteIt': owner(onIt),
  '(admin)/assignments/actions.ts saveQuantity': owner(world =>
    onIt(world, { quantity: '2', effectiveOn: world.today }),
  ),
  '(admin)/assignments/actions.ts saveAssignment': owner(world =>
    onIt(world, { autoDecrementCredit: false, minutes: '', reference: world.reference }),
  ),
  '(admin)/search/actions.ts findPackages': signedIn(world => ({
    text: world.packageName,
    currency: null,
  })),
  '(admin)/search/actions.ts findCustomers': owned(world => world.word),
  '(admin)/search/actions.ts findDids': owned(world => world.number),
  '(admin)/assignments/bulk/actions.ts previewMany': owner(world => ({ change: many(world) })),
  '(admin)/assignments/bulk/save/route.ts POST': owner(
    route(world => ({
      path: '/assignments/bulk/save',
      body: JSON.stringify({ change: many(world), count: 1 }),
    })),
  ),
  '(admin)/assignments/bulk/take-back/route.ts POST': owner(async world => ({
    path: '/assignments/bulk/take-back',
    body: JSON.stringify({ id: await makeBulk(world) }),
  })),
  '(admin)/packages/actions.ts addPackage': admins(packageFields),
  '(admin)/packages/actions.ts savePackage': admins(world => ({
    ...packageFields(world),
    ...packageAct(world),
    cost: '7.654321',
    code: `new-${world.word}`,
    effectiveOn: world.today,
    appliesTo: 'all',
  })),
  '(admin)/packages/actions.ts archive': admins(packageAct),
  '(admin)/packages/actions.ts unarchive': admins(packageAct),
  '(admin)/packages/actions.ts cancelVersion': {
    ...admins(world => ({
      packageId: world.packageId,
      versionId: 1,
    })),
    answers: /cancelled/,
  },
  '(admin)/packages/actions.ts impact': admins(world => ({
    ...packageFields(world),
    ...packageAct(world),
    effectiveOn: world.today,
    appliesTo: 'all',
  })),
  '(admin)/packages/actions.ts destinations': admins(() => '^44|^1'),
  '(admin)/packages/actions.ts reloadPackage': admins(world => world.packageId),
  '(admin)/packages/bulk/actions.ts readChosen': admins(onePackage),
  '(admin)/packages/bulk/actions.ts archiveMany': admins(onePackage),
  '(admin)/packages/bulk/actions.ts previewPriceChange': admins(priceChange),
  '(admin)/packages/bulk/actions.ts savePriceChange': admins(priceChange),
  '(admin)/packages/bulk/actions.ts previewDuplicates': admins(copies),
  '(admin)/packages/bulk/actions.ts saveDuplicates': admins(copies),
  '(admin)/payments/actions.ts addPayment': admins(world => ({
    reference: `${world.word}-new`,
    customerAccountCode: world.word.toUpperCase(),
    paidOn: '2026-11-02',
    amount: '5',
  })),
  '(admin)/payments/actions.ts changePaymentStatus': admins(world => ({
    id: world.paymentId,
    status: 'completed',
  })),
  '(admin)/payments/actions.ts findPayingCustomers': owned(world => world.word),
  '(admin)/billing-runs/actions.ts runBilling': [
    admins(world => ({ throughOn: world.today, customerIds: [world.customerId], mode: 'post' })),
    owner(world => ({ throughOn: world.today, customerIds: [world.customerId], mode: 'simulate' })),
  ],
  '(admin)/billing-runs/actions.ts undo': admins(world => ({
    runId: world.postedRunId,
    reason: 'A test of who may.',
  })),
  '(admin)/billing-runs/actions.ts readUndo': admins(world => world.postedRunId),
  '(admin)/search/actions.ts searchEverywhere': [
    owned(world => world.word),
    owned(world => world.number),
    owned(world => world.reference),
  ],
  '(admin)/settings/actions.ts saveSettings': admins(async world => ({
    providerName: 'Provider',
    currency: 'USD',
    billingTimeZone: '',
    marginWarningPercent: '10',
    revision: await settingsRevision(world),
  })),
  '(admin)/settings/account/actions.ts saveName': signedIn(() => ({ name: 'Somebody' })),
  // Not the right one: every session of these people would end.
  '(admin)/settings/account/actions.ts savePassword': {
    ...signedIn(() => ({ currentPassword: 'somebody else’s', password: 'a new one of mine' })),
    answers: /"currentPassword":/,
  },
  '(admin)/settings/users/actions.ts invite': admins(world => ({
    email: `${world.word}-invited@example.com`,
    name: 'Invited',
    role: 'account_manager',
    canSeeCost: false,
  })),
  '(admin)/settings/users/actions.ts makeLink': admins(async world => ({ id: await makeInvited(world) })),
  '(admin)/settings/users/actions.ts saveUser': admins(async world => ({
    id: await makeInvited(world),
    name: 'Renamed',
    role: 'account_manager',
    canSeeCost: false,
    seen: { name: world.word, role: 'account_manager', canSeeCost: false },
  })),
  '(admin)/settings/users/actions.ts setActive': admins(async world => ({
    id: await makeInvited(world),
    isActive: false,
  })),
  '(admin)/settings/connexcs/actions.ts addConnexcs': admins(world => ({ name: `Service ${world.word}` })),
  '(admin)/settings/connexcs/actions.ts saveConnexcs': {
    ...admins(() => ({ id: 999_999, revision: 1, name: 'Service' })),
    answers: /not in the catalogue/,
  },
  '(admin)/settings/connexcs/actions.ts deleteConnexcs': {
    ...admins(() => ({ id: 999_999, revision: 1 })),
    answers: /not in the catalogue/,
  },
  '(admin)/settings/api-keys/actions.ts addApiKey': admins(() => ({ name: 'A key' })),
  '(admin)/settings/api-keys/actions.ts revoke': {
    ...admins(() => ({ id: 999_999 })),
    answers: /no such key/,
  },
  ...runDoors,
  '(auth)/set-up/actions.ts loadSample': admins(() => undefined),
  '(auth)/set-up/actions.ts createFirstAdmin': anybody,
  '(auth)/accept-invitation/actions.ts acceptInvitation': anybody,
  // Whoever knows the 256 bits of a link is told whom it is for.
  '(auth)/accept-invitation/actions.ts readLink': anybody,
  '(auth)/sign-in/actions.ts signIn': anybody,
  '(auth)/sign-out/actions.ts signOut': anybody,
  '(admin)/billing-runs/[id]/progress/route.ts GET': [
    owner(route(world => ({ path: '/progress', params: { id: String(world.simulationId) } }))),
    admins(route(world => ({ path: '/progress', params: { id: String(world.postedRunId) } }))),
  ],
  '(admin)/billing-runs/[id]/charges.csv/route.ts GET': admins(
    route(world => ({ path: '/charges.csv', params: { id: String(world.postedRunId) } })),
  ),
  '(admin)/billing-runs/charges.csv/route.ts GET': admins(
    route(() => ({ path: '/charges.csv?from=2026-01-01&to=2026-12-31&by=posted' })),
  ),
  '(admin)/packages/packages.csv/route.ts GET': admins(route(() => ({ path: '/packages/packages.csv' }))),
  '(admin)/customers/customers.csv/route.ts GET': toldFile('customers', world => world.word),
  '(admin)/dids/dids.csv/route.ts GET': toldFile('dids', world => world.number),
  '(admin)/assignments/assignments.csv/route.ts GET': toldFile('assignments', world => world.reference),
  '(admin)/imports/upload/route.ts POST': admins(
    route(world => ({
      path: '/imports/upload?kind=customers&mode=check&name=customers.csv',
      body: `account_code,name,currency\n${world.word},Imported,USD\n`,
    })),
  ),
  // Asked by programs with a key, never by people with a cookie: judged by its own test.
  'api/v1/customers/[accountCode]/entitlements/route.ts GET': anybody,
  // An empty file and the progress of a load behind an unguessable id: neither holds anybody's data.
  '(admin)/imports/template/route.ts GET': anybody,
  '(auth)/set-up/progress/route.ts GET': anybody,
}
