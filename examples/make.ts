/**
 * Makes the sample provider in examples/provider: `npx tsx examples/make.ts`. The same files every time; their dates are
 * relative to `sampleBase`, and lib/imports/sample.ts moves them to the day on which the sample is loaded.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { type Day, formatDay, toDay } from '@/lib/calendar-date'
import { fileLayouts } from '@/lib/imports/layouts'
import { sampleBase } from '@/lib/imports/sample-dates'
import { type Cell, csvText } from '@/lib/csv/text'
import { microText } from '@/lib/money'
import { type SampleCustomer, sampleCustomers } from './make/customers'
import { packageLines } from './make/packages'
import { random } from './make/random'

const folder = new URL('./provider/', import.meta.url)
const base = toDay(sampleBase)
const dice = random(20_261_120)
type Did = { number: string; customer: SampleCustomer | null; carrier: string; enabled: boolean; kind: 'local' | 'tollfree' | 'uk' | 'de' }

// Number ranges that are kept free for fiction: nobody's phone rings.
const areas = ['1202', '1212', '1305', '1312', '1415', '1602', '1713', '1808']
const ranges: Record<Did['kind'], (n: number) => string> = {
  local: n => `${areas[n % areas.length]}55501${String(Math.floor(n / areas.length) + 10)}`,
  tollfree: n => `184455501${String(10 + n)}`,
  uk: n => `4420794600${String(10 + n)}`,
  de: n => `493023125${String(100 + n)}`,
}
const given = { local: 0, tollfree: 0, uk: 0, de: 0 }

function newDid(customer: SampleCustomer | null, kind: Did['kind']): Did {
  const number = ranges[kind](given[kind])
  given[kind] += 1
  return { number, customer, kind, carrier: dice.pick(['Voxbridge', 'Bandline', 'Range Holder']), enabled: !dice.chance(0.05) }
}

const didCounts = { small: 1, office: 3, 'contact-centre': 6, wholesale: 9 }
const homeKind = { USD: 'local', GBP: 'uk', EUR: 'de' } as const

function didsOf(customer: SampleCustomer): Did[] {
  const home = homeKind[customer.currency]
  const count = didCounts[customer.shape] + dice.between(0, 1)
  return Array.from({ length: count }, (_, index) => {
    if (customer.currency !== 'USD' || index === 0) return newDid(customer, home)
    return newDid(customer, dice.chance(0.15) ? 'tollfree' : dice.chance(0.15) ? 'uk' : home)
  })
}

const dids = [...sampleCustomers.flatMap(didsOf), ...Array.from({ length: 12 }, () => newDid(null, 'local')), newDid(null, 'uk')]

const assignments: Cell[][] = []
type Assigned = { customer?: SampleCustomer; did?: Did; quantity?: number; start: Day; end?: Day; minutes?: number; auto?: boolean; waived?: boolean }

function assign(code: string, { customer, did, quantity = 1, start, end, minutes, auto = true, waived = false }: Assigned): void {
  const reference = `S${String(assignments.length + 1).padStart(5, '0')}`
  assignments.push([
    reference, code, customer?.code ?? '', did?.number ?? '', quantity, formatDay(start), end === undefined ? '' : formatDay(end),
    auto ? 'yes' : 'no', minutes ?? '', waived ? 'yes' : 'no', '',
  ])
}

const since = (least: number, most: number) => base - dice.between(least, most)
const didPackage = { USD: { local: 'did-us-local', tollfree: 'did-us-tollfree', uk: 'did-uk-geo', de: 'did-us-local' }, GBP: 'did-uk-geo-gbp', EUR: 'did-de-eur' } as const

function assignTo(customer: SampleCustomer, index: number): void {
  const { currency, shape } = customer
  const start = since(95, 118)
  const small = shape === 'small'
  if (currency === 'USD') {
    if (shape !== 'wholesale') assign('pbx-seat', { customer, start, quantity: small ? dice.between(2, 6) : dice.between(8, 40) })
    if (shape !== 'wholesale') assign('phone-desk', { customer, start: start + 2, quantity: small ? dice.between(1, 4) : dice.between(4, 20) })
    if (shape === 'wholesale') assign('min-spend-500', { customer, start: start + 5 })
    if (shape === 'contact-centre') assign('sip-channel', { customer, start, quantity: dice.between(10, 30), auto: false })
    if (shape === 'contact-centre') assign('call-recording', { customer, start: start + 3 })
    if (shape === 'contact-centre') assign(index % 2 === 0 ? 'spam-guard' : 'transcription', { customer, start: since(20, 60) })
    if (shape === 'contact-centre') assign('recording-storage', { customer, start: start + 3 })
    if (shape === 'office') assign('min-spend-50', { customer, start: start + 8 })
    if (shape === 'office') assign('free-uk-in-us', { customer, start: start + 8, minutes: 300 })
    if (small && index % 3 === 0) assign('phone-cordless', { customer, start: start + 2 })
    if (small && index % 4 === 0) assign('free-anywhere', { customer, start: since(30, 80), minutes: 120 })
    if (index % 9 === 0) assign('ai-receptionist', { customer, start: since(10, 50) })
    if (index % 11 === 0) assign('support-visit', { customer, start: since(15, 40), end: base + 25 })
    if (index % 13 === 0) assign('compliance-audit', { customer, start: since(60, 110) })
    if (shape === 'office') assign('e911-address', { customer, start })
  } else if (currency === 'GBP') {
    assign('pbx-seat-gbp', { customer, start, quantity: small ? dice.between(2, 6) : dice.between(8, 30) })
    if (!small) assign('tps-screening-gbp', { customer, start: since(20, 70) })
    if (!small) assign('min-spend-100-gbp', { customer, start: start + 4 })
  } else assign('sip-channel-eur', { customer, start, quantity: dice.between(2, 12) })
}

sampleCustomers.forEach(assignTo)
for (const did of dids) {
  const { customer, kind } = did
  // A few of the customers' numbers have no package, as in life: the lists say so.
  if (!customer || dice.chance(0.06)) continue
  const code = customer.currency === 'USD' ? didPackage.USD[kind] : didPackage[customer.currency]
  const start = since(2, 118)
  const ends = code !== 'did-us-tollfree' && start < base - 70 && dice.chance(0.08)
  assign(code, { did, start, ...(ends ? { end: start + dice.between(45, 65) } : {}), waived: dice.chance(0.1) })
  if (dice.chance(0.08)) assign(customer.currency === 'USD' ? 'number-porting' : code, { did, start: customer.currency === 'USD' ? start : base + 9 })
}
const [harbour, northgate] = sampleCustomers
if (harbour) assign('burst-capacity', { customer: harbour, start: base - 12, end: base + 3 })
if (northgate) assign('sip-channel', { customer: northgate, start: base + 11, quantity: 5 })

const payments: Cell[][] = []
const sums = { small: ['50.00', '100.00'], office: ['250.00', '400.00'], 'contact-centre': ['750.00', '1200.00'], wholesale: ['500.00', '1500.00'] }
for (let back = 112; back >= 0; back -= 28) {
  for (const customer of sampleCustomers) {
    const day = base - back - dice.between(0, 9)
    const late = back === 0 && dice.chance(0.3)
    const status = late ? 'pending' : dice.chance(0.03) ? 'cancelled' : 'completed'
    const reference = `P${String(payments.length + 1).padStart(5, '0')}`
    payments.push([reference, customer.code, formatDay(day), { decimal: dice.pick(sums[customer.shape]) }, status, dice.pick(['Bank transfer', 'Card', 'Direct debit'])])
  }
}

const usage: Cell[][] = []
const called = ['4420794601', '4411349602', '9122555010', '1212555017', '1415555018', '4930231259', '3361999001', '6125550199']
const weights = { small: 1, office: 3, 'contact-centre': 6, wholesale: 10 }
const callers = sampleCustomers.flatMap(customer => Array.from({ length: weights[customer.shape] }, () => customer))
for (let n = 0; n < 2000; n += 1) {
  const customer = dice.pick(callers)
  const own = dids.filter(did => did.customer === customer)
  const did = own.length > 0 && dice.chance(0.85) ? dice.pick(own) : null
  const seconds = dice.chance(0.08) ? 0 : dice.between(6, 1500)
  const perMinute = dice.pick([9_000, 12_500, 31_000, 64_000]) * (customer.shape === 'wholesale' ? 12 : 1)
  const clock = [dice.between(8, 18), dice.between(0, 59), dice.between(0, 59)].map(part => String(part).padStart(2, '0')).join(':')
  const charge = microText(Math.round((perMinute * seconds) / 60))
  const to = `${dice.pick(called)}${dice.between(10, 99)}`
  usage.push([`U${String(n + 1).padStart(6, '0')}`, customer.code, did?.number ?? '', `${formatDay(since(1, 119))}T${clock}`, to, seconds, { decimal: charge }])
}
usage.sort((a, b) => String(a[3]).localeCompare(String(b[3])))

function write(kind: keyof typeof fileLayouts, rows: Cell[][]): void {
  writeFileSync(new URL(`${kind}.csv`, folder), csvText([fileLayouts[kind].columns, ...rows]))
}

mkdirSync(folder, { recursive: true })
write('customers', sampleCustomers.map(c => [c.code, c.name, c.currency, c.email, c.debitLimit, c.manager]))
write('dids', dids.map(d => [d.number, d.customer?.code ?? '', d.carrier, d.enabled ? 'yes' : 'no']))
writeFileSync(new URL('packages.csv', folder), `${[fileLayouts.packages.columns.join(','), ...packageLines].join('\r\n')}\r\n`)
write('assignments', assignments)
write('payments', payments)
write('usage', usage)
console.log(`${sampleCustomers.length} customers, ${dids.length} DIDs, ${packageLines.length} packages, ${assignments.length} assignments, ${payments.length} payments, ${usage.length} usage rows`)
