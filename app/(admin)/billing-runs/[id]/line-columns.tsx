import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { marginPercent } from '@/components/ui/figure/margin'
import { Money } from '@/components/ui/figure/money'
import { countText } from '@/components/ui/figure/number'
import { Period } from '@/components/ui/figure/period'
import { Link } from '@/components/ui/link'
import type { Column } from '@/components/ui/table/table-column'
import { kindWords, outcomeWords, skipWords } from '@/lib/billing-runs/labels'
import type { RunLine } from '@/lib/billing-runs/read/lines'
import { formatPrice } from '@/lib/money'
import { Why } from './why'

/** `10.00 × 3 × 15/31`: price, quantity and the part of a period, each left out where it is 1. */
function calculation(line: RunLine): string {
  const quantity = line.quantity === 1 ? '' : ` × ${countText(line.quantity)}`
  const part = line.numerator === line.denominator ? '' : ` × ${line.numerator}/${line.denominator}`
  return `${formatPrice(line.unitRetailMicro, line.currency)}${quantity}${part}`
}

/** The package, with the kind in front where it is not the package's ordinary charge. */
function packageOf(line: RunLine): string {
  return line.kind === 'recurring' ? line.package : `${kindWords[line.kind]} · ${line.package}`
}

function Margin({ line }: { line: RunLine }) {
  if (line.costMinor === null) return null
  const isLoss = line.retailMinor < line.costMinor && line.kind !== 'reversal' && line.kind !== 'credit'
  return (
    <span className={isLoss ? 'text-bad' : 'text-muted'}>
      {marginPercent(line.retailMinor, line.costMinor) ?? '—'}
    </span>
  )
}

function Outcome({ line }: { line: RunLine }) {
  if (line.state === 'undone' || line.state === 'reversal') {
    return <Badge>{outcomeWords[line.state]}</Badge>
  }
  if (line.reason !== null) return <Badge tone="neutral">{skipWords[line.reason].short}</Badge>
  if (line.chargedByRunId === null) return outcomeWords[line.state]
  return (
    <Link href={`/billing-runs/${line.chargedByRunId}`} className="text-accent hover:underline">
      by run #{line.chargedByRunId}
    </Link>
  )
}

function WhyOf({ line }: { line: RunLine }) {
  return (
    <Why label={`${line.customer}, ${line.package}`}>
      <p>{line.explanation}</p>
      {line.reason !== null && <p className="mt-1.5 text-muted">{skipWords[line.reason].sentence}</p>}
      <p className="mt-2 flex gap-3">
        {line.chargeId !== null && (
          <Link href={`/charges/${line.chargeId}`} className="text-accent hover:underline">
            Receipt
          </Link>
        )}
        <Link href={`/assignments/${line.assignmentId}`} className="text-accent hover:underline">
          Assignment {line.reference}
        </Link>
      </p>
    </Why>
  )
}

/** The columns of a run's lines. `shows` says whether how each line ended is worth a column. */
export function lineColumns({
  canSeeCost,
  shows,
}: {
  canSeeCost: boolean
  shows: { outcome: boolean; amounts: boolean }
}): Column<RunLine>[] {
  const columns: (Column<RunLine> | false)[] = [
    { key: 'customer', header: 'Customer', cell: line => line.customer },
    { key: 'number', header: 'Number', width: '7.75rem', cell: line => line.number ?? '' },
    { key: 'package', header: 'Package', cell: packageOf },
    {
      key: 'billingOn',
      header: 'Billed',
      width: '6.75rem',
      cell: line => <CalendarDate date={line.billingOn} />,
    },
    {
      key: 'period',
      header: 'Period',
      width: '12.25rem',
      phone: 'hide',
      cell: line => <Period from={line.periodFrom} to={line.periodTo} />,
    },
    shows.outcome && {
      key: 'outcome',
      header: 'Outcome',
      width: '9.5rem',
      cell: line => <Outcome line={line} />,
    },
    shows.amounts && {
      key: 'calculation',
      header: 'Price',
      width: '8.5rem',
      align: 'right',
      phone: 'hide',
      spare: 2,
      hint: 'Unit price × quantity × part of the period',
      cell: calculation,
    },
    {
      key: 'retail',
      header: 'Retail',
      width: '6.75rem',
      align: 'right',
      phone: 'title',
      cell: line => <Money minor={line.retailMinor} currency={line.currency} />,
    },
    canSeeCost &&
      shows.amounts && {
        key: 'cost',
        header: 'Cost',
        width: '6.25rem',
        align: 'right',
        cell: line =>
          line.costMinor === null ? '' : <Money minor={line.costMinor} currency={line.currency} quiet />,
      },
    canSeeCost &&
      shows.amounts && {
        key: 'margin',
        header: 'Margin',
        width: '4.75rem',
        align: 'right',
        cell: line => <Margin line={line} />,
      },
    { key: 'why', header: 'Why', width: '3.25rem', align: 'center', cell: line => <WhyOf line={line} /> },
  ]
  return columns.filter(column => column !== false)
}
