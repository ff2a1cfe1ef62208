/** `npm run bench`: figures as ratios beside a limit and a peer, measured in one run. */
import { answersKept, benchDates } from './dates'

const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en-US').padStart(12)

const dates = benchDates()
const [ours, limit, peer] = dates
console.log('Billing dates: "which dates in this month", rules nine years old')
for (const { name, perSecond } of dates) console.log(`  ${name.padEnd(20)}${rate(perSecond)} rules/s`)
if (ours && limit && peer) {
  console.log(`  OpenMRC is ${(ours.perSecond / limit.perSecond).toFixed(2)} of the bare integer loop`)
  console.log(`  and ${Math.round(ours.perSecond / peer.perSecond)} times rrule.`)
}
if (answersKept() === 0) throw new Error('nothing was measured')
