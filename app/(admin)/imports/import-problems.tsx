'use client'
import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { countText, plural } from '@/components/ui/figure/number'
import { IconButton } from '@/components/ui/icon-button'
import { Panel } from '@/components/ui/panel'
import type { FileKind } from '@/lib/imports/layouts'
import type { BadRow } from '@/lib/imports/report'
import { type BadPages, fileToMend, pageCount, pageOf, pageRows, readPage } from './bad-pages'
import { BadRowLines } from './bad-row-lines'

async function download(kind: FileKind, bad: BadPages): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await fileToMend(bad))
  link.download = `${kind}-to-mend.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The rows of a page; those of the page before stay in sight until they are read. */
function useRows(bad: BadPages, page: number): readonly BadRow[] {
  const [rows, setRows] = useState<readonly BadRow[]>([])
  const source = pageOf(bad, page)
  useEffect(() => {
    let isStale = false
    void readPage(source).then(read => {
      if (!isStale) setRows(read)
    })
    return () => {
      isStale = true
    }
  }, [source])
  return rows
}

/** Every bad row with its line, what it holds and what is wrong with it, a page at a time and all of them as a file to mend. */
export function ImportProblems({ kind, bad, isDone }: { kind: FileKind; bad: BadPages; isDone: boolean }) {
  const [page, setPage] = useState(1)
  const [isMaking, setMaking] = useState(false)
  const rows = useRows(bad, page)
  const pages = pageCount(bad)
  const first = (page - 1) * pageRows + 1
  const make = async () => {
    setMaking(true)
    await download(kind, bad).finally(() => setMaking(false))
  }
  return (
    <Panel
      title={plural(bad.count, 'bad row')}
      flush
      action={
        isDone && (
          <Button size="sm" icon={Download} onClick={make} disabled={isMaking}>
            Bad rows to mend
          </Button>
        )
      }
      footer={
        pages > 1 && (
          <span className="flex items-center justify-end gap-1">
            <span className="num mr-1">
              {countText(first)}–{countText(Math.min(first + pageRows - 1, bad.count))} of{' '}
              {countText(bad.count)}
            </span>
            <IconButton
              label="Earlier bad rows"
              icon={ChevronLeft}
              disabled={page <= 1}
              onClick={() => setPage(page - 1)}
            />
            <IconButton
              label="Later bad rows"
              icon={ChevronRight}
              disabled={page >= pages}
              onClick={() => setPage(page + 1)}
            />
          </span>
        )
      }
    >
      <table aria-label="Problems" className="w-full table-fixed border-separate border-spacing-0 text-left">
        <thead className="max-sm:sr-only">
          <tr className="text-xs text-muted">
            <th scope="col" className="num w-20 border-b border-line px-4 py-2 text-right font-medium">
              Line
            </th>
            <th scope="col" className="border-b border-line px-4 py-2 font-medium">
              Problem
            </th>
            <th scope="col" className="w-[42%] border-b border-line px-4 py-2 font-medium">
              In the file
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <BadRowLines key={row.line} row={row} header={bad.header} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
