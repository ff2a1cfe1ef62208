import type { ReactNode } from 'react'
import type { SearchParams } from './list-url'
import type { FilterOption } from './table-filter'

export type Column<Row> = {
  key: string
  header: string
  /** Right for numbers (never cut), left for words (cut with a title). */
  align?: 'left' | 'right' | 'center'
  /** A CSS width. Without one a column shares what is left; give every number column one. */
  width?: string
  sortable?: boolean
  /** The name in `sort` where it is not the key. */
  sortKey?: string
  /** On a phone a row is a card: `title` stands beside the name, `meta` (the rule) below with its header, `hide` is left out. */
  phone?: 'title' | 'meta' | 'hide'
  /** Never left out of a narrow list: for buttons. A column without a header is one of buttons as well. */
  stays?: true
  /** Among the first to be left out if the list is narrow, the higher the sooner: for what the row's own page says as well. */
  spare?: 1 | 2
  /** What the column means, as the title of its header. */
  hint?: string
  cell: (row: Row) => ReactNode
}

export type Filter = { key: string; label: string; options: FilterOption[]; all?: string }

export type DataTableProps<Row> = {
  /** What the rows are, for assistive technology. */
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Where the first column leads. */
  href?: (row: Row) => string | null
  params?: SearchParams
  prefix?: string
  sort?: string | null
  search?: string
  filters?: Filter[]
  toolbar?: ReactNode
  totals?: Record<string, ReactNode>
  count?: number
  countedTo?: number
  page?: { number: number; size: number }
  cursor?: { next: string | null; previous: string | null }
  empty?: ReactNode
  /** Ticked rows and what can be done to them; `label` names a row for its checkbox. */
  selection?: { bar: ReactNode; label?: (row: Row) => string }
  /** Hides the count at the foot: for short lists inside a panel. */
  plain?: boolean
}
