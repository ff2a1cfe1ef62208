/** A ConnexCS Package of the catalogue: an upstream service by name, and what one unit of it costs. Isomorphic. */
import { z } from 'zod'
import { keptText, lineProblem, revision, sentId } from '@/lib/fields/plain-text'
import { isCurrency } from '../currency'
import { decimalProblemText, microDecimals, parsePrice } from '../money'

const text = z.string().max(400, 'Enter less.').default('')

const fields = z.object({ name: text, unitCost: text, currency: text })

export type ConnexcsFields = z.output<typeof fields>
/** `unitCostMicro` and `currency` are both there or both null. */
export type ConnexcsInput = { name: string; unitCostMicro: number | null; currency: string | null }

type Context = { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }

function read(typed: ConnexcsFields, context: Context): ConnexcsInput {
  const report = (field: keyof ConnexcsFields, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  const kept = keptText(typed.name)
  const name = kept.replace(/\s+/g, ' ')
  const problem = lineProblem(kept)
  if (name === '' || [...name].length > 120) report('name', 'Enter a name of 1 to 120 characters.')
  else if (problem) report('name', problem)
  if (typed.unitCost.trim() === '') return { name, unitCostMicro: null, currency: null }
  const cost = parsePrice(typed.unitCost)
  if (typeof cost === 'string') report('unitCost', decimalProblemText(cost, microDecimals))
  const currency = typed.currency.trim().toUpperCase()
  if (!isCurrency(currency)) report('currency', 'Choose the currency of the unit cost.')
  return { name, unitCostMicro: typeof cost === 'number' ? cost : 0, currency }
}

export const connexcsSchema = fields.transform(read)

export const connexcsEditSchema = fields
  .extend({ id: sentId, revision })
  .transform(({ id, revision, ...typed }, context) => ({ ...read(typed, context), id, revision }))

export const connexcsDeleteSchema = z.object({ id: sentId, revision })

export type ConnexcsEdit = z.output<typeof connexcsEditSchema>
