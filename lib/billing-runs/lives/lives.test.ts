import { expect, test } from 'vitest'
import { describeDatabases } from '@/db/testing'
import { ProductBook } from './product'
import { randomLife } from './random'
import { ReferenceBook } from './reference'
import { inOrder, type Line } from './steps'

const seed = Number(process.env.LIVES_SEED ?? 1)
const customers = Number(process.env.LIVES_CUSTOMERS ?? 30)
const days = Number(process.env.LIVES_DAYS ?? 200)

const told = (line: Line) =>
  `${line.a} ${line.kind} ${line.payer} ${line.billing_date} ${line.period_from}..${line.period_to} ${line.retail} ${line.cost} key ${line.key_from}/${line.settlement} x${line.quantity} run ${line.run}`

describeDatabases('random lives', open => {
  test(`of seed ${seed} post what the reference posts`, async () => {
    const product = new ProductBook(await open({ fresh: true }))
    const reference = new ReferenceBook()
    const { steps } = randomLife(seed, {
      ...{ customers, days, packages: 14, withOwnTerms: true },
      // The product has no own prices and no suspension yet.
      without: ['price', 'suspend', 'span'],
    })
    const done: string[] = []
    for (const [i, step] of steps.entries()) {
      const wanted = reference.take(step)
      done.push(JSON.stringify(step))
      const got = await product.apply(step).catch((error: unknown) => {
        throw new Error(`step ${i}: ${JSON.stringify(step)}: ${String(error)}`, { cause: error })
      })
      const isSimulated = step.t === 'simulate'
      const words = (lines: Line[]) =>
        inOrder(isSimulated ? lines.map(l => ({ ...l, key_from: l.period_from, settlement: 0 })) : lines).map(
          told,
        )
      const [a, b] = [words(got), words(wanted)]
      if (JSON.stringify(a) !== JSON.stringify(b)) {
        const names = new Set(
          [...a.filter(x => !b.includes(x)), ...b.filter(x => !a.includes(x))].map(x => x.split(' ')[0]),
        )
        console.log(
          [...names].slice(0, 3).join(),
          '\n',
          done.filter(d => [...names].slice(0, 1).some(n => d.includes(`"${n}"`))).join('\n'),
        )
        console.log(
          'GOT',
          a.filter(x => !b.includes(x)).slice(0, 10),
          'WANTED',
          b.filter(x => !a.includes(x)).slice(0, 10),
          'step',
          i,
          JSON.stringify(step),
        )
        expect(a, `step ${i} of ${steps.length}`).toEqual(b)
      }
    }
  }, 600_000)
})
