/** The e-mail that announces charges. Pure; plain text, retail only. */
import { toDay } from '../calendar-date'
import { dayText } from '../date-text'
import { formatMinor } from '../money'

export type AnnouncedLine = {
  assignmentId: number
  billingOn: string
  what: string
  retailMinor: bigint
  /** A minimum spend: usage until then takes off from it. */
  isAtMost: boolean
}

export type Letter = { subject: string; body: string }

const date = (text: string) => dayText(toDay(text))

/** The letter to one customer: every coming charge with its date and amount, oldest first, and the sum of each date. */
export function letterOf(
  provider: string,
  customer: { name: string; accountCode: string; currency: string },
  lines: readonly AnnouncedLine[],
): Letter {
  const { currency } = customer
  const days = [...new Set(lines.map(line => line.billingOn))].sort()
  const sum = (of: readonly AnnouncedLine[]) => of.reduce((total, line) => total + line.retailMinor, 0n)
  const money = (minor: bigint) => `${formatMinor(minor, currency)} ${currency}`
  const [first = ''] = days
  const when = days.length === 1 ? `on ${date(first)}` : `from ${date(first)}`
  const parts = days.map(day => {
    const own = lines.filter(line => line.billingOn === day)
    const rows = own.map(
      line => `  ${line.what}: ${line.isAtMost ? 'at most ' : ''}${money(line.retailMinor)}`,
    )
    const total = own.length > 1 ? [`  Together: ${money(sum(own))}`] : []
    return [date(day), ...rows, ...total].join('\n')
  })
  return {
    subject: `${provider}: coming charges ${when}`,
    body: [
      `Dear ${customer.name},`,
      `The following charges are due on your account ${customer.accountCode}:`,
      ...parts,
      ...(lines.some(line => line.isAtMost)
        ? ['“At most” marks a minimum spend: your spending on calls until then is deducted from it.']
        : []),
      provider,
    ].join('\n\n'),
  }
}
