/** The doors of runs and of what happens by itself; a part of the matrix in testing-doors.ts. */

import type { Door } from './door'
import { comingCharge, makeWaiver, settingsRevision } from './world'

const admins = (ask: Door['ask']): Door => ({ may: 'admins', ask })

// Asked by programs with a key, never by people with a cookie: judged by their own test.
const byKey: Door = { may: 'anybody', ask: () => undefined }

export const runDoors: Readonly<Record<string, Door | Door[]>> = {
  'api/v1/billing-runs/route.ts POST': byKey,
  'api/v1/billing-runs/[id]/route.ts GET': byKey,
  'api/v1/billing-runs/[id]/undo/route.ts POST': byKey,
  '(admin)/billing-runs/actions.ts pause': {
    ...admins(world => world.postedRunId),
    answers: /not running any more/,
  },
  '(admin)/billing-runs/actions.ts cancel': {
    ...admins(world => world.postedRunId),
    answers: /not running any more/,
  },
  '(admin)/billing-runs/actions.ts resume': { ...admins(world => world.postedRunId), answers: /has ended/ },
  '(admin)/billing-runs/actions.ts readUndoCharge': admins(world => world.chargeId),
  '(admin)/billing-runs/actions.ts undoOneCharge': admins(world => ({
    chargeId: world.chargeId,
    reason: 'A test of who may.',
    waive: true,
  })),
  '(admin)/billing-runs/actions.ts waive': admins(world => ({
    lines: [
      {
        assignmentId: world.assignmentId,
        kind: 'recurring',
        periodFrom: '2027-01-01',
        billingOn: '2027-01-01',
      },
    ],
    outcome: 'waived',
    reason: 'A test of who may.',
  })),
  '(admin)/billing-runs/actions.ts unwaive': admins(() => 999_999),
  '(admin)/billing-runs/backlog/actions.ts readMatching': admins(() => ({
    ...{ state: null, customerId: null, after: 0 },
  })),
  '(admin)/billing-runs/backlog/actions.ts readChosen': admins(world => ({ lines: [comingCharge(world)] })),
  '(admin)/billing-runs/backlog/actions.ts chargeChosen': admins(world => ({ lines: [comingCharge(world)] })),
  '(admin)/charges/actions.ts waiveOne': { may: 'owner', ask: comingCharge },
  '(admin)/charges/actions.ts takeBackOne': { may: 'owner', ask: makeWaiver },
  '(admin)/billing-runs/actions.ts readLeaks': admins(world => ({
    from: '2026-11-01',
    to: world.today,
    after: 0,
  })),
  '(admin)/payments/actions.ts adjust': admins(world => ({
    customerAccountCode: world.word.toUpperCase(),
    direction: 'credit',
    amount: '1',
    reason: 'A test of who may.',
  })),
  '(admin)/customers/[id]/statement/statement.csv/route.ts GET': {
    may: 'owner',
    tells: true,
    ask: world => ({
      path: '/statement.csv?from=2026-11-01&to=2026-11-30',
      params: { id: String(world.customerId) },
    }),
  },
  '(admin)/customers/[id]/statement/statement.pdf/route.ts GET': {
    may: 'owner',
    ask: world => ({
      path: '/statement.pdf?from=2026-11-01&to=2026-11-30',
      params: { id: String(world.customerId) },
    }),
  },
  '(admin)/settings/schedule/actions.ts moveNotice': {
    ...admins(() => ({ id: 999_999, to: 'cancelled' })),
    answers: /no such notice/,
  },
  '(admin)/settings/schedule/actions.ts saveSchedule': admins(async world => ({
    dailyRunIsOn: false,
    dailyRunHour: '4',
    noticesAreOn: false,
    noticeDays: '3',
    revision: await settingsRevision(world),
  })),
}
