import { countText } from '@/components/ui/figure/number'
import { Stat, Stats } from '@/components/ui/figure/stat'
import type { ImportReport } from '@/lib/imports/report'

/** What the file holds, against what is here. */
export function ImportCounts({ report }: { report: ImportReport }) {
  const { created, changed, unchanged, problemCount } = report
  return (
    <Stats>
      <Stat label="New" value={countText(created)} />
      <Stat label="Changed" value={countText(changed)} />
      <Stat label="Unchanged" value={countText(unchanged)} />
      <Stat
        label="Problems"
        value={countText(problemCount)}
        tone={problemCount > 0 ? 'bad' : 'neutral'}
        note={problemCount > 0 ? 'Nothing is saved' : 'None'}
      />
    </Stats>
  )
}
