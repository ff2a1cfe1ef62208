/** The sentence that says why a line is there. Retail only: a customer may read it. */

import { minorExponent } from '../currency'
import { dayText } from '../date-text'
import { formatMinor, formatPrice, powerOfTen } from '../money'
import { scheduleSentence } from './labels'
import type { Line } from './line'

function product(line: Line, currency: string): string {
  const price = formatPrice(line.unitRetailMicro, currency)
  const fraction = line.numerator === line.denominator ? '' : ` × ${line.numerator}/${line.denominator}`
  return `${price} × ${line.quantity}${fraction}`
}

function periodText(line: Line): string {
  const last = line.periodTo - 1
  return last <= line.periodFrom
    ? dayText(line.periodFrom)
    : `${dayText(line.periodFrom)} to ${dayText(last)}`
}

function shapeText(line: Line): string {
  const days = line.periodTo - line.periodFrom
  const part =
    line.numerator === line.denominator ? 'charged in full' : `${line.numerator} of ${line.denominator} days`
  if (line.shape === 'first_stub') return `first period ${periodText(line)}, ${part}`
  if (line.shape === 'cut') return `last period ${periodText(line)}, ${part}`
  return `period ${periodText(line)}, ${daysText(days)}`
}

const daysText = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`

/** True if the exact amount has more decimals than the currency, so that the line was rounded. */
function isRounded(line: Line, currency: string): boolean {
  const exact = BigInt(line.unitRetailMicro) * BigInt(line.quantity) * BigInt(line.numerator)
  return exact % (BigInt(line.denominator) * BigInt(powerOfTen(6 - minorExponent(currency)))) !== 0n
}

function amountText(line: Line, currency: string): string {
  return `${formatMinor(line.retailMinor, currency)} ${currency}`
}

/**
 * Why a line is there: rule, matched date, period, fraction, unit price, quantity, spend counted and rounding, in one or two
 * sentences. A waived set-up reads `Set-up waived: 0.00 USD.`
 */
export function explain(line: Line, currency: string): string {
  const amount = amountText(line, currency)
  const terms = line.version.terms
  switch (line.kind) {
    case 'setup':
      return line.setupWaived
        ? `Set-up waived: ${amount}.`
        : `Set-up, once, on the start date ${dayText(line.billingOn)}: ${product(line, currency)} = ${amount}.`
    case 'one_time':
      return `One-time charge on the start date ${dayText(line.billingOn)}: ${product(line, currency)} = ${amount}.`
    case 'minimum_spend': {
      const spend = formatPrice(line.spendMicro ?? 0n, currency)
      const grace =
        terms.usageGraceDays > 0 ? ` Billed ${daysText(terms.usageGraceDays)} after the window closed.` : ''
      return `Minimum spend, ${lower(scheduleSentence(terms))}: ${shapeText(line)}. Commitment ${product(line, currency)}, spent ${spend}: top-up ${amount}.${grace}`
    }
    case 'credit':
      // A period may be given back in part more than once: the days are those that changed.
      return `Credit for ${periodText(line)}, ${line.numerator} of ${line.denominator} days paid for and not used after the end: ${amount}.`
    default: {
      if (line.settlement > 0)
        return `Charged after all for ${periodText(line)}, ${line.numerator} of ${line.denominator} days that had been given back or not charged: ${amount}.`
      const rounding = isRounded(line, currency) ? ', rounded half away from zero' : ''
      return `${scheduleSentence(terms)}; billed ${dayText(line.billingOn)} for the ${shapeText(line)}. ${product(line, currency)} = ${amount}${rounding}.`
    }
  }
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
