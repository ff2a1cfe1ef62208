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
  /** Left out of the table where the window is narrower than so many px: for what the row's own page says as well. */
  narrow?: 1440 | 1536
  /** What the column means, as the title of its header. */
  hint?: string
  cell: (row: Row) => ReactNode
}

const hiddenBelow = { 1440: 'sm:max-[1439px]:hidden', 1536: 'sm:max-[1535px]:hidden' } as const

export function narrowClass({ narrow }: { narrow?: 1440 | 1536 }): string | undefined {
  return narrow && hiddenBelow[narrow]
}
