import { CircleX, Clock, PauseCircle, TriangleAlert } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Period } from '@/components/ui/figure/period'
import type { Column } from '@/components/ui/table/table-column'
import { kindWords } from '@/lib/billing-runs/labels'
import { backlogWords } from '@/lib/waivers/labels'
import type { BacklogLine } from '@/lib/waivers/read/backlog'
import { ChargeNow } from './charge-now'

const looks = {
  due: { tone: 'warn', icon: <Clock /> },
  held: { tone: 'warn', icon: <PauseCircle /> },
  too_large: { tone: 'bad', icon: <TriangleAlert /> },
  failed: { tone: 'bad', icon: <CircleX /> },
} as const

/** The columns of the backlog; `today` tells what is due only today. */
export function backlogColumns(today: string): Column<BacklogLine>[] {
  return [
    {
      key: 'customer',
      header: 'Customer',
      cell: line => line.customer,
    },
    {
      key: 'package',
      header: 'Package',
      cell: line => (line.kind === 'recurring' ? line.package : `${kindWords[line.kind]} · ${line.package}`),
    },
    { key: 'number', header: 'Number', width: '7.75rem', phone: 'hide', cell: line => line.number ?? '' },
    {
      key: 'state',
      header: 'Status',
      width: '9rem',
      cell: line => {
        const { tone, icon } = looks[line.state]
        const isToday = line.state === 'due' && line.billingOn === today
        return (
          <Badge tone={isToday ? 'neutral' : tone} icon={icon}>
            {isToday ? 'Due today' : backlogWords[line.state].short}
          </Badge>
        )
      },
    },
    { key: 'date', header: 'Date', width: '7rem', cell: line => <CalendarDate date={line.billingOn} /> },
    {
      key: 'period',
      header: 'Period',
      width: '12.25rem',
      phone: 'hide',
      cell: line => <Period from={line.periodFrom} to={line.periodTo} />,
    },
    {
      key: 'retail',
      header: 'Retail',
      width: '9.5rem',
      align: 'right',
      phone: 'title',
      cell: line => <Money minor={line.retailMinor} currency={line.currency} />,
    },
    {
      key: 'charge',
      header: 'Charge',
      stays: true,
      width: '4.5rem',
      align: 'right',
      phone: 'hide',
      cell: line =>
        line.state === 'failed' ? null : (
          <ChargeNow customerId={line.customerId} customer={line.customer} today={today} />
        ),
    },
  ]
}
