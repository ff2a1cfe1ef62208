'use client'
import { useState } from 'react'
import { Select } from '@/components/ui/fields/select'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Period } from '@/components/ui/figure/period'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { DataTable } from '@/components/ui/table/data-table'
import { leakWords } from '@/lib/leaks/labels'
import type { NamedLeak } from '@/lib/leaks/read'

const keyOf = (leak: NamedLeak) =>
  `${leak.leak}.${leak.assignmentId}.${leak.kind}.${leak.periodFrom}.${leak.chargeId ?? ''}`

/** The findings, of all kinds or of one. */
export function LeakTable({ leaks }: { leaks: NamedLeak[] }) {
  const [kind, setKind] = useState('')
  const counts = new Map<string, number>()
  for (const { leak } of leaks) counts.set(leak, (counts.get(leak) ?? 0) + 1)
  const shown = kind === '' ? leaks : leaks.filter(({ leak }) => leak === kind)
  const known = leaks.find(({ leak }) => leak === kind)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <StandaloneField id="leak-kind" label="Finding">
          <Select
            id="leak-kind"
            value={kind}
            onValueChange={setKind}
            options={[
              { value: '', label: `All (${leaks.length})` },
              ...[...counts].map(([value, count]) => ({
                value,
                label: `${leakWords[value as NamedLeak['leak']].short} (${count})`,
              })),
            ]}
          />
        </StandaloneField>
        {known && <p className="pb-2 text-muted">{leakWords[known.leak].sentence}</p>}
      </div>
      <DataTable
        caption="Findings of the leak check"
        rows={shown}
        rowKey={keyOf}
        href={leak =>
          leak.chargeId === null ? `/assignments/${leak.assignmentId}` : `/charges/${leak.chargeId}`
        }
        plain
        columns={[
          { key: 'leak', header: 'Finding', width: '9rem', cell: l => leakWords[l.leak].short },
          { key: 'customer', header: 'Customer', cell: l => l.customer },
          { key: 'package', header: 'Package', cell: l => l.package },
          { key: 'number', header: 'Number', width: '7.75rem', phone: 'hide', cell: l => l.number ?? '' },
          { key: 'date', header: 'Date', width: '7rem', cell: l => <CalendarDate date={l.billingOn} /> },
          {
            key: 'period',
            header: 'Period',
            width: '12.25rem',
            phone: 'hide',
            cell: l => <Period from={l.periodFrom} to={l.periodTo} />,
          },
          {
            key: 'expected',
            header: 'Expected',
            width: '7.5rem',
            align: 'right',
            cell: l =>
              l.expectedMinor === null ? '—' : <Money minor={l.expectedMinor} currency={l.currency} />,
          },
          {
            key: 'charged',
            header: 'Charged',
            width: '7.5rem',
            align: 'right',
            cell: l =>
              l.chargedMinor === null ? '—' : <Money minor={l.chargedMinor} currency={l.currency} />,
          },
        ]}
      />
    </div>
  )
}
