'use client'
import { SearchCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateInput } from '@/components/ui/fields/date-input'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { countText, plural } from '@/components/ui/figure/number'
import { Progress } from '@/components/ui/figure/progress'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { LeakTable } from './leak-table'
import { type LeakReport, mostListed, useLeakCheck } from './use-leak-check'

function Outcome({ report }: { report: LeakReport }) {
  const { from, to, leakCount, state, failedCount, done } = report
  const range = (
    <>
      <CalendarDate date={from} /> to <CalendarDate date={to} />
    </>
  )
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {state === 'failed' && (
        <Notice tone="bad" title="The check stopped">
          {report.problem} The findings up to that point are listed below.
        </Notice>
      )}
      {state === 'stopped' && (
        <Notice tone="warn" title="You stopped the check">
          After {plural(done, 'assignment')}. The findings up to that point are listed below.
        </Notice>
      )}
      {state === 'done' && leakCount === 0 && (
        <Notice tone="good" title="No leak">
          {plural(done, 'assignment')}, {range}: everything is charged once, with the right amount.
        </Notice>
      )}
      {state === 'done' && leakCount > 0 && (
        <Notice tone="warn" title={plural(leakCount, 'finding')}>
          In {plural(done, 'assignment')}, {range}.
          {leakCount > mostListed &&
            ` The first ${countText(mostListed)} are listed; the command line lists all: openmrc check --from ${from} --to ${to}`}
        </Notice>
      )}
      {failedCount > 0 && (
        <Notice tone="bad">
          {plural(failedCount, 'assignment')} could not be planned and so not checked.
        </Notice>
      )}
    </div>
  )
}

/** A range, the check with its progress, and what it found. */
export function LeakCheck({ today, ...initial }: { from: string; to: string; today: string }) {
  const [from, setFrom] = useState(initial.from)
  const [to, setTo] = useState(initial.to)
  const { report, start, stop } = useLeakCheck()
  const isRunning = report?.state === 'running'
  return (
    <div className="flex flex-col gap-5">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={event => {
          event.preventDefault()
          if (!isRunning) start(from, to)
        }}
      >
        <StandaloneField id="leaks-from" label="From">
          <DateInput id="leaks-from" value={from} onValueChange={setFrom} today={today} />
        </StandaloneField>
        <StandaloneField id="leaks-to" label="To">
          <DateInput id="leaks-to" value={to} onValueChange={setTo} today={today} />
        </StandaloneField>
        {isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button variant="primary" type="submit" icon={SearchCheck}>
            Check
          </Button>
        )}
      </form>
      {isRunning && (
        <Panel>
          <Progress
            label="Checking"
            value={report.total > 0 ? report.done : undefined}
            max={report.total > 0 ? report.total : undefined}
            text={`${countText(report.done)} of ${plural(report.total, 'assignment')}, ${plural(report.leakCount, 'finding')}`}
          />
        </Panel>
      )}
      {report && <Outcome report={report} />}
      {report && report.leaks.length > 0 && <LeakTable leaks={report.leaks} />}
    </div>
  )
}
