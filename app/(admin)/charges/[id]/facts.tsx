import type { Detail } from '@/components/ui/details'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Margin } from '@/components/ui/figure/margin'
import { Money, Price } from '@/components/ui/figure/money'
import { Count, countText, plural } from '@/components/ui/figure/number'
import { Period } from '@/components/ui/figure/period'
import { Link } from '@/components/ui/link'
import { scheduleSentence } from '@/lib/billing/labels'
import { toDay } from '@/lib/calendar-date'
import { arithmeticOf } from '@/lib/charges/arithmetic'
import type { ChargeReceipt } from '@/lib/charges/read/receipt'

const link = 'text-accent underline underline-offset-2 print:no-underline'

const inSentence = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Who is charged for what: customer, number, package with its version, assignment. */
export function whatOf(charge: ChargeReceipt): Detail[] {
  return [
    {
      term: 'Customer',
      value: (
        <Link href={`/customers/${charge.customerId}`} className={link}>
          {charge.customer} <span className="text-faint">{charge.accountCode}</span>
        </Link>
      ),
    },
    ...(charge.didId === null
      ? []
      : [
          {
            term: 'Number',
            value: (
              <Link href={`/dids/${charge.didId}`} className={`num ${link}`}>
                {charge.number}
              </Link>
            ),
          },
        ]),
    {
      term: 'Package',
      value: (
        <Link href={`/packages/${charge.packageId}`} className={link}>
          {charge.package}
        </Link>
      ),
    },
    {
      term: 'Terms',
      value: (
        <>
          Version {charge.versionNumber}
          {charge.versionNumber > 1 && (
            <>
              , from <CalendarDate date={charge.versionEffectiveOn} />
            </>
          )}
          , {inSentence(scheduleSentence(charge.terms))}
        </>
      ),
    },
    {
      term: 'Assignment',
      value: (
        <>
          <Link href={`/assignments/${charge.assignmentId}`} className={link}>
            {charge.reference}
          </Link>
          , from <CalendarDate date={charge.startOn} />
          {charge.endOn && (
            <>
              {' '}
              to <CalendarDate date={charge.endOn} />
            </>
          )}
        </>
      ),
    },
  ]
}

/** How the amount comes about: period and days, price, quantity, spend, rounding. */
export function howOf(charge: ChargeReceipt): Detail[] {
  const { currency, spendMicro } = charge
  const days = toDay(charge.periodTo) - toDay(charge.periodFrom)
  const sum = arithmeticOf({ ...charge, unitMicro: charge.unitRetailMicro })
  const isPart = charge.numerator !== charge.denominator
  return [
    { term: 'Billed on', value: <CalendarDate date={charge.billingOn} weekday /> },
    { term: 'Posted on', value: <CalendarDate date={charge.postedOn} weekday /> },
    ...(days > 0
      ? [
          { term: 'Period', value: <Period from={charge.periodFrom} to={charge.periodTo} /> },
          {
            term: 'Days',
            value: isPart
              ? `${countText(charge.numerator)} of ${countText(charge.denominator)}`
              : `${plural(days, 'day')}, charged whole`,
          },
        ]
      : []),
    { term: 'Unit price', value: <Price micro={charge.unitRetailMicro} currency={currency} /> },
    { term: 'Quantity', value: <Count value={charge.quantity} /> },
    ...(spendMicro === null
      ? []
      : [{ term: 'Spend counted', value: <Price micro={spendMicro} currency={currency} /> }]),
    ...(sum === null
      ? []
      : [
          {
            term: 'Exact amount',
            value: (
              <>
                <span className="num">
                  {sum.exact}
                  {sum.goesOn && '…'}
                </span>
                {sum.isRounded && ', rounded half away from zero'}
              </>
            ),
          },
        ]),
    { term: 'Retail', value: <Money minor={charge.retailMinor} currency={currency} /> },
  ]
}

/** What it cost the provider; nothing where the actor may not see cost. */
export function costOf(charge: ChargeReceipt): Detail[] {
  if (charge.costMinor === null || charge.unitCostMicro === null) return []
  return [
    { term: 'Unit cost', value: <Price micro={charge.unitCostMicro} currency={charge.currency} /> },
    { term: 'Cost', value: <Money minor={charge.costMinor} currency={charge.currency} /> },
    {
      term: 'Margin',
      value: <Margin retail={charge.retailMinor} cost={charge.costMinor} currency={charge.currency} />,
    },
  ]
}

/** What it did to the customer's balance. */
export function balanceOf(charge: ChargeReceipt): Detail[] {
  const { entry, currency } = charge
  if (entry === null) return []
  return [
    {
      term: 'Balance before',
      value: <Money minor={entry.balanceAfterMinor - entry.amountMinor} currency={currency} owed />,
    },
    { term: 'Movement', value: <Money minor={entry.amountMinor} currency={currency} sign /> },
    { term: 'Balance after', value: <Money minor={entry.balanceAfterMinor} currency={currency} owed /> },
  ]
}
