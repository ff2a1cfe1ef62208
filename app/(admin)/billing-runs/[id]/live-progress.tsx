'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { countText } from '@/components/ui/figure/number'
import { Progress } from '@/components/ui/figure/progress'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { ProgressFigures } from '@/lib/billing-runs/progress'
import { durationText } from '../run-labels'

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
        if (next.state !== first.state) return router.refresh()
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
  }, [runId, router, first.state])
  return { figures, isLost }
}

/** What is counted, of how many, and in which words. */
function wordsOf(figures: ProgressFigures, isPost: boolean) {
  const { state, assignmentsDone, assignmentsTotal, chargedCount, reversedCount } = figures
  if (state === 'undoing') {
    return {
      label: 'Undoing',
      done: reversedCount,
      total: chargedCount,
      unit: 'charges',
      found: null,
    }
  }
  return {
    label: isPost ? 'Posting' : 'Simulating',
    done: assignmentsDone,
    total: assignmentsTotal,
    unit: 'assignments',
    found: `${countText(chargedCount)} ${isPost ? 'lines charged' : 'lines would be charged'}`,
  }
}

/** A run, or its undo, at work: how far, how fast, how long to go. A reload comes back to the same place. */
export function LiveProgress({
  runId,
  isPost,
  first,
}: {
  runId: number
  isPost: boolean
  first: ProgressFigures
}) {
  const { figures, isLost } = useProgress(runId, first)
  const { secondsSoFar, rate, secondsLeft } = figures
  const { label, done, total, unit, found } = wordsOf(figures, isPost)
  const isKnown = total > 0
  return (
    <Panel>
      <Progress
        label={label}
        value={isKnown ? done : undefined}
        max={isKnown ? total : undefined}
        text={isKnown ? `${countText(done)} of ${countText(total)} ${unit}` : 'Looking for what is due'}
      />
      <p className="num mt-3 flex flex-wrap gap-x-4 gap-y-1 text-muted">
        {found && <span>{found}</span>}
        <span>{durationText(secondsSoFar)} so far</span>
        {rate !== null && (
          <span>
            {countText(Math.round(rate))} {unit} a second
          </span>
        )}
        {secondsLeft !== null && <span>about {durationText(secondsLeft)} left</span>}
      </p>
      <p className="mt-1 text-muted">
        You can leave this page: the work goes on, and this page finds it again.
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
