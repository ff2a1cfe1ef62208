'use client'
import { useRouter } from 'next/navigation'
import type { ActionResult } from '@/lib/http/action-result'

/**
 * The action of a form that edits what others may edit as well: where it is refused, what they saved is fetched, so that
 * saving again is up to date. What was typed stays.
 */
export function useRefreshOnRefusal<Input, Data>(action: (input: Input) => Promise<ActionResult<Data>>) {
  const router = useRouter()
  return async (input: Input) => {
    const result = await action(input)
    if (!result.ok) router.refresh()
    return result
  }
}
