import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from './link'

/** The head of a page: where one is, what it is about, and the one thing to do here at the right. */
export function PageHeader({
  title,
  description,
  crumbs,
  badge,
  action,
  secondary,
  tabs,
}: {
  title: ReactNode
  description?: ReactNode
  crumbs?: { label: string; href: string }[]
  badge?: ReactNode
  action?: ReactNode
  secondary?: ReactNode
  tabs?: ReactNode
}) {
  return (
    <header className={tabs ? 'mb-5' : 'mb-4 md:mb-5'}>
      {crumbs && crumbs.length > 0 && (
        <nav aria-label="Breadcrumb" className="mb-1 text-xs print:hidden">
          <ol className="flex items-center gap-1 text-faint">
            {crumbs.map((crumb, index) => (
              <li key={crumb.href} className="flex items-center gap-1">
                {index > 0 && <ChevronRight aria-hidden="true" size={12} />}
                <Link href={crumb.href} className="rounded-sm hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-48 flex-1">
          <div className="flex min-h-8 min-w-0 items-center gap-2.5">
            <h1 className="min-w-0 truncate text-xl font-semibold tracking-tight">{title}</h1>
            {badge}
          </div>
          {description && <p className="max-w-[100ch] text-pretty text-muted">{description}</p>}
        </div>
        {(action || secondary) && (
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            {secondary}
            {action}
          </div>
        )}
      </div>
      {tabs && <div className="mt-3">{tabs}</div>}
    </header>
  )
}
