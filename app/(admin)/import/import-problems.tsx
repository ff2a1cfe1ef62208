'use client'
import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { countText } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { neutralise } from '@/lib/files/formula'
import type { FileKind } from '@/lib/files/kinds'
import type { RowProblem } from '@/lib/files/report'

/** So many rows are shown; all of them are in the download. */
const shown = 200

function cell(text: string): string {
  return `"${neutralise(text).replaceAll('"', '""')}"`
}

function download(kind: FileKind, problems: readonly RowProblem[]): void {
  const lines = problems.map(({ line, column, reason }) => `${line},${cell(column ?? '')},${cell(reason)}`)
  const file = new Blob([['line,column,reason', ...lines].join('\r\n'), '\r\n'], { type: 'text/csv' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${kind}-problems.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Every bad row with its line, column and reason. */
export function ImportProblems({
  kind,
  problems,
  done,
}: {
  kind: FileKind
  problems: readonly RowProblem[]
  done: boolean
}) {
  const more = problems.length - shown
  return (
    <Panel
      title={`${countText(problems.length)} ${problems.length === 1 ? 'problem' : 'problems'}`}
      flush
      action={
        done && (
          <Button size="sm" icon={Download} onClick={() => download(kind, problems)}>
            Download all
          </Button>
        )
      }
      footer={more > 0 && `The first ${shown} are shown; ${countText(more)} more are in the download.`}
    >
      <table aria-label="Problems" className="w-full border-separate border-spacing-0 text-left">
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="num w-16 border-b border-line px-4 py-2 text-right font-medium">
              Line
            </th>
            <th scope="col" className="border-b border-line px-4 py-2 font-medium">
              Column
            </th>
            <th scope="col" className="border-b border-line px-4 py-2 font-medium">
              What is wrong
            </th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, shown).map(({ line, column, reason }) => (
            <tr key={`${line} ${column} ${reason}`} className="align-top">
              <td className="num border-b border-line px-4 py-2 text-right">{countText(line)}</td>
              <td className="border-b border-line px-4 py-2">
                {column === null ? (
                  <span className="text-muted">the row</span>
                ) : (
                  <code className="text-xs">{column}</code>
                )}
              </td>
              <td className="border-b border-line px-4 py-2 break-words">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
