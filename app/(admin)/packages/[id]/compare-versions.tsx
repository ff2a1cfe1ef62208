'use client'
import { useState } from 'react'
import { Select } from '@/components/ui/fields/select'
import { type CalendarDate, firstDate } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import { type SeenTerms, termsChanges } from '@/lib/packages/changes'

export type ComparedVersion = {
  number: number
  effectiveOn: CalendarDate
  isCancelled: boolean
  terms: SeenTerms
}

function labelOf({ number, effectiveOn, isCancelled }: ComparedVersion): string {
  const from = effectiveOn === firstDate ? 'from the beginning' : `from ${calendarDateText(effectiveOn)}`
  return `Version ${number}, ${from}${isCancelled ? ' (cancelled)' : ''}`
}

/** What differs between any two versions of the terms; at first between the last two. */
export function CompareVersions({ versions, currency }: { versions: ComparedVersion[]; currency: string }) {
  const [before, setBefore] = useState(String(versions[1]?.number ?? ''))
  const [after, setAfter] = useState(String(versions[0]?.number ?? ''))
  const find = (number: string) => versions.find(version => String(version.number) === number)
  const [was, is] = [find(before), find(after)]
  if (!was || !is) return null
  const changes = termsChanges(was.terms, is.terms, currency)
  const options = versions.map(version => ({ value: String(version.number), label: labelOf(version) }))
  return (
    <section aria-label="Compare versions" className="mt-4 border-t border-line pt-4">
      <h3 className="mb-2 font-medium">Compare</h3>
      <div className="grid grid-cols-1 gap-2 min-[480px]:grid-cols-2">
        <Select aria-label="This version" options={options} value={before} onValueChange={setBefore} />
        <Select aria-label="With this one" options={options} value={after} onValueChange={setAfter} />
      </div>
      <div aria-live="polite" className="mt-2 overflow-x-auto">
        {changes.length === 0 ? (
          <p className="text-muted">
            {before === after ? 'Choose two different versions.' : 'The same terms.'}
          </p>
        ) : (
          <table className="w-full">
            <thead>
              <tr className="text-xs text-muted">
                <th scope="col" className="py-1 text-left font-normal">
                  Term
                </th>
                <th scope="col" className="py-1 pl-3 text-left font-normal">
                  Version {was.number}
                </th>
                <th scope="col" className="py-1 pl-3 text-left font-normal">
                  Version {is.number}
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.map(change => (
                <tr key={change.field} className="border-t border-line align-top">
                  <th scope="row" className="py-1 text-left font-normal text-muted">
                    {change.label}
                  </th>
                  <td className="num py-1 pl-3 break-words">{change.before || 'none'}</td>
                  <td className="num py-1 pl-3 break-words">{change.after || 'none'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}
