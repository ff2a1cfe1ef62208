'use client'
import { useEffect, useState } from 'react'
import type { ExitQuote } from '@/lib/assignments/read/exit-quote'
import { quoteEnd } from '../actions'

type Asked = { quote: ExitQuote | null; busy: boolean; failed: boolean }

/** Asks the planner what leaving on a day costs, a moment after the last key; late answers are dropped. */
export function useExitQuote(id: number, endOn: string): Asked {
  const [answer, setAnswer] = useState<{ of: string | null; quote: ExitQuote | null; failed: boolean }>({
    of: null,
    quote: null,
    failed: false,
  })
  useEffect(() => {
    let stale = false
    const settle = (quote: ExitQuote | null) => {
      if (!stale) setAnswer(last => ({ of: endOn, quote: quote ?? last.quote, failed: quote === null }))
    }
    const timer = setTimeout(() => {
      quoteEnd({ id, endOn }).then(
        result => settle(result.ok ? result.data : null),
        () => settle(null),
      )
    }, 150)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [id, endOn])
  return { quote: answer.quote, busy: answer.of !== endOn, failed: answer.failed }
}
