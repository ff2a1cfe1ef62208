import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import type { AheadSums } from '@/lib/billing-runs/confirm-ahead'

/** What posting ahead of today would charge; the next press posts it. */
export function AskedSums({ sums: { customerCount, lineCount, totals } }: { sums: AheadSums }) {
  return (
    <div role="status">
      <Notice tone="warn" title={`Nothing is posted yet: ${plural(lineCount, 'line')} ahead of today`}>
        {lineCount === 0 ? (
          'Nothing would be charged.'
        ) : (
          <>
            {plural(customerCount, 'customer')} would be charged{' '}
            {totals.map(({ currency, retailMinor, lineCount: lines }, index) => (
              <span key={currency}>
                {index > 0 && ', '}
                <Money minor={retailMinor} currency={currency} /> ({plural(lines, 'line')})
              </span>
            ))}
            . Press once more to post.
          </>
        )}
      </Notice>
    </div>
  )
}
