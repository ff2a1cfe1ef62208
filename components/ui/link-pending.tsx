'use client'
import { useLinkStatus } from 'next/link'
import { Spinner } from './spinner'

/** Inside a link: turns once the next page takes longer than a glance. Takes no room before. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  return pending ? <Spinner className="ml-1.5 size-3 align-middle" /> : null
}
