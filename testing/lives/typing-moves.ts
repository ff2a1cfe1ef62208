/** Moves of a DID (SPEC 9) and waivers (10). */
import { type Day, toDay } from '@/lib/calendar-date'
import { type Desk, refuseIf } from './desk'
import { type AssignedLife, always, serviceNow } from './life'
import { chargesOpening } from './plan'
import type { MoveStep, UnwaiveStep, WaiveStep } from './steps'
import { Refused } from './steps'
import { stretchesOf } from './timeline'

/**
 * The first boundary on or after `day`, on or after that of the last move, and after everything posted; null if no
 * period opens any more.
 */
function moveBoundary(life: AssignedLife, day: Day): Day | null {
  const posted = [...life.entries.filter(e => e.live), ...life.setAside].map(p => p.start)
  const after = Math.max(...posted, always)
  const least = Math.max(day, life.owners.at(-1)?.from ?? always)
  for (let until = Math.max(least, after, life.start); ; until += 400) {
    const stretches = stretchesOf(life, until)
    const found = stretches.find(s => s.from >= least && s.from > after)
    if (found) return found.from
    if (stretches.at(-1)?.shape === 'once') return null
  }
}

export function typeMove(desk: Desk, step: MoveStep): void {
  const life = desk.lifeOf(step.a)
  const last = life.owners.at(-1)
  refuseIf(last?.a !== step.a, `${step.a} was moved along before`)
  refuseIf(life.did === null || last?.payer === step.to, 'there is no DID to move')
  refuseIf(desk.byName.has(step.new), `there is an assignment ${step.new}`)
  const boundary = moveBoundary(life, toDay(step.today))
  if (boundary === null || boundary >= serviceNow(life).cut) throw new Refused('there is nothing to move')
  desk.seq++
  life.owners.push({ a: step.new, payer: step.to, from: boundary === life.start ? always : boundary })
  desk.byName.set(step.new, life)
}

export function typeWaiver(desk: Desk, step: WaiveStep): void {
  const life = desk.lifeOf(step.a)
  const start = toDay(step.from)
  const due = chargesOpening(life, start, desk.spendOf).find(d => d.kind === step.kind && d.start === start)
  if (!due) throw new Refused(`there is no ${step.kind} of ${step.from}`)
  const same = (x: { kind: string; start: Day }) => x.kind === step.kind && x.start === start
  refuseIf(
    life.entries.some(e => e.live && e.settlement === 0 && same(e)),
    'what was charged is undone, not waived',
  )
  refuseIf(life.setAside.some(same), 'it is waived or marked')
  desk.seq++
  life.setAside.push({ kind: step.kind, start, stretch: due.stretch, marked: false })
}

export function takeWaiverAway(desk: Desk, step: UnwaiveStep): void {
  const life = desk.lifeOf(step.a)
  const start = toDay(step.from)
  const at = life.setAside.findIndex(s => !s.marked && s.kind === step.kind && s.start === start)
  refuseIf(at < 0, `there is no waiver of ${step.from}`)
  desk.seq++
  life.setAside.splice(at, 1)
}
