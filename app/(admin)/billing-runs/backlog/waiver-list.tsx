import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import { skipWords } from '@/lib/billing-runs/labels'
import type { ListedWaiver } from '@/lib/waivers/read/waivers'
import { TakeBack } from './take-back'

/** What was taken off by hand, the latest first, each to be taken back. */
export function WaiverList({ waivers }: { waivers: ListedWaiver[] }) {
  if (waivers.length === 0) return null
  return (
    <Panel title="Taken off by hand" flush>
      <div className="px-1 py-1">
        <DataTable
          caption="Charges that were waived or marked as billed"
          rows={waivers}
          rowKey={waiver => String(waiver.id)}
          href={waiver => `/assignments/${waiver.assignmentId}`}
          plain
          columns={[
            { key: 'customer', header: 'Customer', width: '18%', cell: w => w.customer },
            { key: 'package', header: 'Package', width: '18%', cell: w => w.package },
            {
              key: 'date',
              header: 'Date',
              width: '7rem',
              cell: w => <CalendarDate date={w.billingOn} />,
            },
            { key: 'outcome', header: 'Outcome', width: '8.5rem', cell: w => skipWords[w.outcome].short },
            {
              key: 'retail',
              header: 'Retail',
              width: '8rem',
              align: 'right',
              phone: 'title',
              cell: w =>
                w.retailMinor === null ? null : <Money minor={w.retailMinor} currency={w.currency} quiet />,
            },
            { key: 'reason', header: 'Reason', cell: w => w.reason },
            {
              key: 'by',
              header: 'By',
              width: '8rem',
              phone: 'hide',
              spare: 1,
              cell: w => w.by ?? 'Command line',
            },
            {
              key: 'back',
              header: 'Change',
              stays: true,
              width: '6.5rem',
              align: 'right',
              cell: w => <TakeBack id={w.id} label={`${w.customer}, ${w.billingOn}`} />,
            },
          ]}
        />
      </div>
    </Panel>
  )
}
