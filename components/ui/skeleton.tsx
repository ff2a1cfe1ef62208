import { classNames } from './class-names'

/** A place that will be filled. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block animate-pulse rounded bg-hover', className ?? 'h-4')}
    />
  )
}

const widths = ['w-2/3', 'w-1/2', 'w-3/4', 'w-2/5'] as const

/** A table that is on its way, in the shape of its rows. */
export function TableSkeleton({ rows = 10, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <div aria-hidden="true" className="mb-2 flex gap-2">
        <Skeleton className="h-8 w-64 rounded-md" />
        <Skeleton className="h-8 w-24 rounded-md" />
      </div>
      <div aria-hidden="true" className="flex h-9 items-center border-b border-line" />
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div
          key={key}
          aria-hidden="true"
          className="flex h-[38px] items-center gap-6 border-b border-line px-3"
        >
          {Array.from({ length: columns }, (_, column) => `${key}-${column}`).map((cell, column) => (
            <div
              key={cell}
              className={
                column === 0 ? 'flex-[2]' : 'flex-1 max-sm:last:block max-sm:[&:not(:last-child)]:hidden'
              }
            >
              <Skeleton className={`h-3 ${widths[(row + column) % widths.length]}`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
