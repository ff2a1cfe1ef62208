'use client'
import { countText } from '@/components/ui/figure/number'
import { Progress } from '@/components/ui/figure/progress'

/** How far work on many rows is; null until the first of them is written. */
export function Saving({
  label,
  progress,
}: {
  label: string
  progress: { done: number; total: number } | null
}) {
  if (!progress) return <Progress label="Looking at every row once more" />
  const { done, total } = progress
  return (
    <Progress label={label} value={done} max={total} text={`${countText(done)} of ${countText(total)}`} />
  )
}
