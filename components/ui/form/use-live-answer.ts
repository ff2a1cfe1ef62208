'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import type { ActionResult } from '@/lib/http/action-result'

export type Answer<Data> = { data: Data | null; problem: string | null; isWaiting: boolean }

function problemOf(result: ActionResult<unknown> | null): string | null {
  if (result === null) return 'The server could not be reached.'
  if (result.ok) return null
  const sentences = [result.formError, ...Object.values(result.fieldErrors ?? {})]
  return sentences.filter(sentence => sentence !== undefined).join(' ') || null
}

/**
 * What the server says to the latest question, asked once the typing pauses. The answer before it stays in sight, marked as
 * waiting; a late answer to an older question is dropped. `question` null asks nothing. Equal questions are asked once.
 */
export function useLiveAnswer<Question, Data>(
  question: Question | null,
  ask: (question: Question) => Promise<ActionResult<Data>>,
): Answer<Data> {
  const [answer, setAnswer] = useState<Answer<Data> & { key: string | null }>({
    key: null,
    data: null,
    problem: null,
    isWaiting: false,
  })
  const key = question === null ? null : JSON.stringify(question)
  const askNow = useEffectEvent(() => (question === null ? null : ask(question)))
  useEffect(() => {
    if (key === null) return
    let isStale = false
    const timer = setTimeout(async () => {
      const result = await askNow()?.catch(() => null)
      if (isStale || result === undefined) return
      const data = result?.ok ? result.data : null
      setAnswer({ key, data, problem: problemOf(result), isWaiting: false })
    }, 350)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [key])
  if (key === null) return { data: null, problem: null, isWaiting: false }
  return { data: answer.data, problem: answer.problem, isWaiting: answer.key !== key }
}
