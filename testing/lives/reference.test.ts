import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readingsOfMovesAndDays } from './readings-days'
import { readingsOfTerms } from './readings-terms'
import { ReferenceBook } from './reference'
import type { ExpectedLine, Life, Line, Step } from './steps'

const lives: Life[] = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata/cases.json'), 'utf8'))

/** What a case says of a line. Of an undo it says the mirrors of the run's own lines (README, "Readings"). */
function asSaid(step: Step, lines: readonly Line[]): ExpectedLine[] {
  return lines.filter(line => step.t !== 'undo' || line.run === step.run).map(said)
}

function said({
  kind,
  payer,
  billing_date,
  posting_date,
  period_from,
  period_to,
  retail,
}: Line): ExpectedLine {
  return { kind, payer, billing_date, posting_date, period_from, period_to, retail }
}

describe('the reference posts what was worked out by hand', () => {
  it('finds all 19 lives', () => expect(lives).toHaveLength(19))

  for (const life of lives)
    it(life.name, () => {
      const book = new ReferenceBook()
      for (const step of life.steps) {
        const lines = book.take(step)
        expect(asSaid(step, lines), JSON.stringify(step)).toEqual('lines' in step ? step.lines : [])
      }
    })
})

describe('readings', () => {
  for (const life of [...readingsOfTerms, ...readingsOfMovesAndDays])
    it(life.name, () => {
      const book = new ReferenceBook()
      for (const step of life.steps)
        expect(book.take(step).map(said), JSON.stringify(step)).toEqual('lines' in step ? step.lines : [])
    })
})
