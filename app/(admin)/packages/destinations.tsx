import { plural } from '@/components/ui/figure/number'
import type { Destination } from '@/lib/packages/destinations'

function Others({ others }: { others: string[] }) {
  if (others.length === 0) return null
  const named = others.length <= 3
  return (
    <span className="block text-xs text-muted" title={named ? undefined : others.join(', ')}>
      with{' '}
      {named
        ? others.join(', ')
        : `${others.slice(0, 2).join(', ')} and ${plural(others.length - 2, 'other')}`}
    </span>
  )
}

/** Where minutes are free: countries by name with their prefixes. */
export function Destinations({ destinations }: { destinations: Destination[] }) {
  if (destinations.length === 0) return <p>Every destination.</p>
  return (
    <ul>
      {destinations.map(({ label, others, prefixes }) => (
        <li
          key={prefixes.join('|')}
          className="flex items-baseline justify-between gap-3 border-b border-line py-1 last:border-0"
        >
          <span className="min-w-0">
            {label}
            <Others others={others} />
          </span>
          <span className="num min-w-0 text-right font-mono break-words text-muted">
            {prefixes.map(prefix => `+${prefix}`).join(' ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
