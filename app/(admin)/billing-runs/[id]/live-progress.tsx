'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { countText } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import type { ProgressFigures } from '@/lib/billing-runs/progress-figures'
import { durationText } from '../run-words'

const pollMilliseconds = 1_000

/** Asks the server how far the run is until it ends, and then for the page of the ended run. */
function useProgress(runId: number, first: ProgressFigures) {
  const router = useRouter()
  const [figures, setFigures] = useState(first)
  const [isLost, setIsLost] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const answer = await fetch(`/billing-runs/${runId}/progress`, { signal: stop.signal })
        if (!answer.ok) throw new Error(String(answer.status))
        const next: ProgressFigures = await answer.json()
        setIsLost(false)
        setFigures(next)
        if (next.state !== 'running') return router.refresh()
      } catch {
        if (stop.signal.aborted) return
        setIsLost(true)
      }
      timer = setTimeout(ask, pollMilliseconds)
    }
    timer = setTimeout(ask, 300)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [runId, router])
  return { figures, isLost }
}

/** A running run: how far, how fast, how long to go. A reload comes back to the same place. */
export function LiveProgress({
  runId,
  label,
  lines,
  first,
}: {
  runId: number
  label: string
  /** What a line that came out is called: "charged". */
  lines: string
  first: ProgressFigures
}) {
  const { figures, isLost } = useProgress(runId, first)
  const { assignmentsDone, assignmentsTotal, chargedCount, secondsSoFar, rate, secondsLeft } = figures
  const isKnown = assignmentsTotal > 0
  return (
    <Panel>
      <Progress
        label={label}
        value={isKnown ? assignmentsDone : undefined}
        max={isKnown ? assignmentsTotal : undefined}
        text={
          isKnown
            ? `${countText(assignmentsDone)} of ${countText(assignmentsTotal)} assignments`
            : 'Looking for what is due'
        }
      />
      <p className="num mt-3 flex flex-wrap gap-x-4 gap-y-1 text-muted">
        <span>
          {countText(chargedCount)} {lines}
        </span>
        <span>{durationText(secondsSoFar)} so far</span>
        {rate !== null && <span>{countText(Math.round(rate))} assignments a second</span>}
        {secondsLeft !== null && <span>about {durationText(secondsLeft)} left</span>}
      </p>
      <p className="mt-1 text-muted">
        You can leave this page: the run goes on, and this page finds it again.
      </p>
      {isLost && (
        <div className="mt-3">
          <Notice tone="warn">
            The server does not answer. The figures above are the last ones known; asking again.
          </Notice>
        </div>
      )}
    </Panel>
  )
}
