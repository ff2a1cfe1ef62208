import { PriceMargin } from '@/components/ui/figure/margin'
import { Price } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { Stat, Stats } from '@/components/ui/figure/stat'
import type { PackageDetails } from '@/lib/packages/read/packages'

function perWhat({ frequency, minimumSpend }: PackageDetails['current']['terms']): string {
  if (frequency === 'none') return 'once'
  return minimumSpend ? 'per period' : 'per billing date'
}

/** Retail, cost, margin per billing date and how many have it. */
export function PackageFigures({ item }: { item: PackageDetails }) {
  const { terms } = item.current
  const per = perWhat(terms)
  return (
    <Stats>
      <Stat
        label={terms.minimumSpend ? 'Commitment' : 'Retail'}
        value={<Price micro={terms.retailMicro} currency={item.currency} />}
        note={per}
      />
      {terms.costMicro !== null && (
        <Stat label="Cost" value={<Price micro={terms.costMicro} currency={item.currency} />} note={per} />
      )}
      {terms.costMicro !== null && !terms.minimumSpend && (
        <Stat
          label="Margin"
          value={<PriceMargin retail={terms.retailMicro} cost={terms.costMicro} currency={item.currency} />}
          note={per}
        />
      )}
      <Stat label="In use" value={<Count value={item.openAssignments} />} note="assignments" />
    </Stats>
  )
}
