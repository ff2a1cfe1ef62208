import type { ReactNode } from 'react'

/** The line above a page on paper, where the frame with its names is missing: whose it is, and where it is found. */
export function PrintHead({ from, children }: { from: string; children?: ReactNode }) {
  return (
    <div className="mb-5 hidden items-baseline justify-between gap-4 border-b border-line-strong pb-2 print:flex">
      <span className="text-base font-semibold">{from}</span>
      <span className="num text-xs text-muted">{children}</span>
    </div>
  )
}
