/**
 * The reference: a small book in memory that takes the steps of a life and says what each run, simulation and undo
 * posts. Slow and obvious, from SPEC alone; it shares no rule with the engine. See README.md, "Readings".
 */
import { type Day, formatDay, toDay } from '@/lib/calendar-date'
import { minorText } from '@/lib/money'
import type { Desk } from './desk'
import type { AssignedLife, Entry, Package } from './life'
import { ownerOf } from './life'
import { type Due, planOf, type SpendOf } from './plan'
import { micro } from './rule'
import type { Book, Line, Step, UndoLineStep, UsageStep } from './steps'
import { Refused } from './steps'
import { typeFact } from './typing'

/** How far ahead a run may post: SPEC 11. */
const daysAhead = 92
const kinds = ['setup', 'one_time', 'recurring', 'minimum_spend', 'credit']

type UsageRow = { on: Day; charge: bigint }

export class ReferenceBook implements Book, Desk {
  seq = 0
  runs = 0
  readonly packages = new Map<string, Package>()
  readonly lives: AssignedLife[] = []
  readonly byName = new Map<string, AssignedLife>()
  private readonly usageOf = new Map<string, UsageRow[]>()

  async apply(step: Step): Promise<Line[]> {
    return this.take(step)
  }

  /** As `apply`, at once. Throws `Refused` and changes nothing if SPEC refuses the step. */
  take(step: Step): Line[] {
    switch (step.t) {
      case 'run':
        return this.run(toDay(step.today), toDay(step.through))
      case 'simulate':
        return this.due(toDay(step.through)).map(due => this.entryOf(due, toDay(step.today), null).line)
      case 'undo':
        return this.undo(toDay(step.today), step.run)
      case 'undo_line':
        return this.undoLine(step)
      case 'usage': {
        this.seq++
        this.count(`customer ${step.customer}`, step)
        if (step.did) this.count(`did ${step.did}`, step)
        return []
      }
      default:
        typeFact(this, step)
        return []
    }
  }

  private count(target: string, step: UsageStep): void {
    const row = { on: toDay(step.on), charge: signedMicro(step.charge) }
    this.usageOf.set(target, [...(this.usageOf.get(target) ?? []), row])
  }

  lifeOf(name: string): AssignedLife {
    const life = this.byName.get(name)
    if (!life) throw new Refused(`there is no assignment ${name}`)
    return life
  }

  /** A DID counts its own calls, whoever made them; a customer all that name it. */
  readonly spendOf: SpendOf = (life, payer, window) => {
    const rows =
      life.did === null ? this.usageOf.get(`customer ${payer}`) : this.usageOf.get(`did ${life.did}`)
    const mine = (rows ?? []).filter(row => window.from <= row.on && row.on < window.to)
    const sum = mine.reduce((total, row) => total + row.charge, 0n)
    return sum < 0n ? 0n : sum
  }

  /** What a run through a day would post now, in order. */
  due(through: Day): Due[] {
    return this.lives
      .flatMap(life => planOf(life, through, this.spendOf))
      .sort(
        (x, y) =>
          x.date - y.date ||
          x.life.order - y.life.order ||
          kinds.indexOf(x.kind) - kinds.indexOf(y.kind) ||
          x.start - y.start ||
          x.settlement - y.settlement,
      )
  }

  private run(today: Day, through: Day): Line[] {
    if (through > today + daysAhead) throw new Refused('a run never passes 92 days after today')
    this.seq++
    const run = ++this.runs
    return this.due(through).map(due => {
      const entry = this.entryOf(due, today, run)
      due.life.entries.push(entry)
      if (due.settlement > 0) due.life.settlements.set(due.start, due.settlement)
      return entry.line
    })
  }

  private entryOf(due: Due, today: Day, run: number | null): Entry {
    const { life, kind, start, settlement, retail, cost, stretch, unit } = due
    const owner = ownerOf(life, start)
    const { currency } = life.package
    const line: Line = {
      kind,
      payer: owner.payer,
      billing_date: formatDay(due.date),
      posting_date: formatDay(today),
      period_from: formatDay(due.from),
      period_to: formatDay(due.to),
      retail: minorText(retail, currency),
      a: owner.a,
      cost: minorText(cost, currency),
      run,
      key_from: formatDay(start),
      settlement,
      quantity: stretch.quantity,
      version: stretch.version.number,
    }
    return { line, seq: this.seq, kind, start, settlement, retail, cost, stretch, unit, live: true }
  }

  private undo(today: Day, run: number): Line[] {
    if (run > this.runs) throw new Refused(`there is no run ${run}`)
    this.seq++
    return this.lives.flatMap(life =>
      this.mirror(
        today,
        life,
        life.entries.filter(e => e.live && e.line.run === run),
      ),
    )
  }

  private undoLine(step: UndoLineStep): Line[] {
    const life = this.lifeOf(step.a)
    const start = toDay(step.from)
    const found = life.entries.find(
      e => e.live && e.kind === step.kind && e.start === start && e.settlement === (step.settlement ?? 0),
    )
    if (!found) throw new Refused(`there is no live ${step.kind} of ${step.from}`)
    this.seq++
    return this.mirror(toDay(step.today), life, [found])
  }

  /** A charge takes the settlements of its period with it, whatever run they are of. */
  private mirror(today: Day, life: AssignedLife, undone: readonly Entry[]): Line[] {
    const charges = undone.filter(e => e.kind === 'recurring' && e.settlement === 0)
    const taken = life.entries.filter(
      e =>
        e.live &&
        (undone.includes(e) || (e.settlement > 0 && charges.some(charge => charge.start === e.start))),
    )
    const { currency } = life.package
    return taken.map(entry => {
      entry.live = false
      return {
        ...entry.line,
        kind: 'reversal',
        posting_date: formatDay(today),
        retail: minorText(-entry.retail, currency),
        cost: minorText(-entry.cost, currency),
      }
    })
  }
}

function signedMicro(text: string): bigint {
  return text.startsWith('-') ? -micro(text.slice(1)) : micro(text)
}
