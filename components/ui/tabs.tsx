import { classNames } from './class-names'
import { countText } from './figure/number'
import { Link } from './link'
import { LinkPending } from './link-pending'

/** Parts of one page, each with an address of its own: links, so that back, reload and sharing work. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  label: string
  tabs: { key: string; label: string; href: string; count?: number }[]
  current: string
}) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0">
      <ul className="flex gap-5">
        {tabs.map(tab => {
          const here = tab.key === current
          return (
            // Where the tabs are wider than a phone, the one that is open is in sight.
            <li key={tab.key} className={here ? '[scroll-initial-target:nearest]' : undefined}>
              <Link
                href={tab.href}
                scroll={false}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  '-mb-px flex h-9 items-center gap-1.5 border-b-2 whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
                  here
                    ? 'border-accent font-medium text-ink'
                    : 'border-transparent text-muted hover:text-ink',
                )}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="num text-xs text-faint">{countText(tab.count)}</span>
                )}
                <LinkPending />
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
