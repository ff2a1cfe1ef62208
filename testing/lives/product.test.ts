import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeDatabases } from '../database'
import { ProductBook } from './product'
import type { ExpectedLine, Life, Line, Step } from './steps'

const cases: Life[] = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata', 'cases.json'), 'utf8'))

/** What the product cannot type yet: own prices and suspensions. */
const unknown = new Set<Step['t']>(['price', 'suspend', 'span'])

const told = ({ kind, payer, billing_date, period_from, period_to, retail }: Line | ExpectedLine) =>
  `${kind} ${payer} ${billing_date} ${period_from}..${period_to} ${retail}`

describeDatabases('lives by hand', open => {
  for (const { name, steps } of cases.filter(life => !life.steps.some(step => unknown.has(step.t)))) {
    test(name, async () => {
      const book = new ProductBook(await open({ fresh: true }))
      for (const step of steps) {
        const lines = await book.apply(step)
        if (!('lines' in step) || step.lines === undefined) continue
        // A case names the mirrors of the run's own lines; those of what settled them since are posted as well.
        const own = step.t === 'undo' ? lines.filter(line => line.run === step.run) : lines
        expect(own.map(told), `${step.t} of ${step.today}`).toEqual(step.lines.map(told))
      }
    })
  }
})
