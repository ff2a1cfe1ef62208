import type { ReactNode } from 'react'

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
  /** Left out of the table where the window is narrower than 1440 px: for what the row's own page says as well. */
  narrow?: 'hide'
  /** What the column means, as the title of its header. */
  hint?: string
  cell: (row: Row) => ReactNode
}

export const narrowClass = (column: { narrow?: 'hide' }) =>
  column.narrow === 'hide' ? 'sm:max-[1439px]:hidden' : undefined
