/** The steps that type a fact: each is judged, then kept as a row with its number and day; nothing is worked out. */
import { toDay } from '@/lib/calendar-date'
import { type Desk, packageOf, refuseIf } from './desk'
import { always } from './life'
import { termsOf } from './rule'
import type { CancelStep, Step, VersionStep } from './steps'
import { Refused } from './steps'
import { takeWaiverAway, typeMove, typeWaiver } from './typing-moves'
import { typeAssign, typeEnd, typePrice, typeQuantity, typeSpan, typeSuspension } from './typing-terms'

export function typeFact(desk: Desk, step: Step): void {
  switch (step.t) {
    case 'package': {
      const { p, terms, currency = 'USD' } = step
      const first = { number: 1, scope: 'all' as const, from: always, terms: termsOf(terms), seq: ++desk.seq }
      desk.packages.set(p, { code: p, currency, versions: [first], cancels: [] })
      break
    }
    case 'version':
      typeVersion(desk, step)
      break
    case 'cancel':
      typeCancel(desk, step)
      break
    case 'assign':
      typeAssign(desk, step)
      break
    case 'quantity':
      typeQuantity(desk, step)
      break
    case 'end':
      typeEnd(desk, step)
      break
    case 'price':
      typePrice(desk, step)
      break
    case 'suspend':
      typeSuspension(desk, step)
      break
    case 'span':
      typeSpan(desk, step)
      break
    case 'move':
      typeMove(desk, step)
      break
    case 'waive':
      typeWaiver(desk, step)
      break
    case 'unwaive':
      takeWaiverAway(desk, step)
      break
    default:
  }
}

function typeVersion(desk: Desk, step: VersionStep): void {
  const { versions } = packageOf(desk, step.p)
  const from = toDay(step.from)
  refuseIf(from < toDay(step.today), 'a version is never from a past day')
  const number = versions.length + 1
  versions.push({ number, scope: step.scope, from, terms: termsOf(step.terms), seq: ++desk.seq })
}

function typeCancel(desk: Desk, step: CancelStep): void {
  const { versions, cancels } = packageOf(desk, step.p)
  const version = versions.find(v => v.number === step.version)
  if (!version) throw new Refused(`there is no version ${step.version}`)
  refuseIf(version.from <= toDay(step.today), 'a version is called off before its day')
  refuseIf(
    cancels.some(c => c.version === version),
    'it is called off',
  )
  cancels.push({ version, seq: ++desk.seq, from: version.from })
}
