'use client'
import { useEffect, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/http/action-result'
import type { LeakSlice, NamedLeak } from '@/lib/leaks/read'
import { readLeaks } from '../actions'

/** More findings than this are counted, not listed. */
export const mostListed = 1_000

export type LeakReport = {
  from: string
  to: string
  leaks: NamedLeak[]
  leakCount: number
  done: number
  total: number
  failedCount: number
  state: 'running' | 'stopped' | 'done' | 'failed'
  problem: string | null
}

type Found = LeakSlice & { total: number }
type Answer = ActionResult<Found> | null

/** Goes through the book slice by slice; a new check, or leaving the page, stops the old one. */
export function useLeakCheck() {
  const [report, setReport] = useState<LeakReport | null>(null)
  const current = useRef(0)
  useEffect(
    () => () => {
      current.current += 1
    },
    [],
  )
  const start = async (from: string, to: string) => {
    current.current += 1
    const own = current.current
    let report: LeakReport = {
      from,
      to,
      leaks: [],
      leakCount: 0,
      done: 0,
      total: 0,
      failedCount: 0,
      state: 'running',
      problem: null,
    }
    const show = (changes: Partial<LeakReport>) => {
      report = { ...report, ...changes }
      setReport(report)
    }
    show({})
    let after: number | null = 0
    let lines = 0
    while (after !== null) {
      const answer: Answer = await readLeaks({ from, to, after, lines }).catch(() => null)
      if (own !== current.current) return
      if (!answer?.ok) {
        const sentence = answer?.formError ?? Object.values(answer?.fieldErrors ?? {})[0]
        return show({ state: 'failed', problem: sentence ?? 'The server could not be reached.' })
      }
      const { leaks, next, assignmentCount, lineCount, failedCount, total }: Found = answer.data
      show({
        leaks: [...report.leaks, ...leaks].slice(0, mostListed),
        leakCount: report.leakCount + leaks.length,
        done: report.done + assignmentCount,
        failedCount: report.failedCount + failedCount,
        total,
      })
      after = next
      lines = lineCount
    }
    show({ state: 'done' })
  }
  const stop = () => {
    current.current += 1
    setReport(known => known && { ...known, state: 'stopped' })
  }
  return { report, start, stop }
}
