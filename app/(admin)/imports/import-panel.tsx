'use client'
import { Button, LinkButton } from '@/components/ui/button'
import { FileInput } from '@/components/ui/fields/file-input'
import { countText, plural } from '@/components/ui/figure/number'
import { Progress } from '@/components/ui/figure/progress'
import { Notice } from '@/components/ui/notice'
import { type FileKind, fileLayouts } from '@/lib/imports/layouts'
import type { ImportReport } from '@/lib/imports/report'
import { ImportCounts } from './import-counts'
import { ImportMapping } from './import-mapping'
import { ImportProblems } from './import-problems'
import { type ImportState, useImport } from './use-import'

/** Drop a file, see what it would change and what is wrong with which row, then save it. */
export function ImportPanel({ kind }: { kind: FileKind }) {
  const { state, reading, choose, map, recheck, save } = useImport(kind)
  const busy = state.step === 'checking' || state.step === 'saving'
  return (
    <div className="min-w-0 space-y-4">
      <FileInput
        accept=".csv,text/csv"
        label={`Drop a file of ${fileLayouts[kind].many} here, or choose one`}
        hint="CSV, at most 100 MB. It is checked first; nothing is saved yet."
        disabled={state.step === 'saving'}
        onFile={chosen => void choose(chosen)}
      />
      {reading && state.step !== 'saved' && (
        <ImportMapping
          kind={kind}
          start={reading.start}
          mapping={reading.mapping}
          onChange={map}
          onCheck={recheck}
          busy={busy}
        />
      )}
      {busy && <Reading state={state} />}
      <div aria-live="polite" className="space-y-4">
        {state.step === 'refused' && (
          <Notice tone="bad" title="The file was not imported">
            {state.sentence}
          </Notice>
        )}
        {state.report && <ImportCounts report={state.report} />}
        {state.report && <Outcome kind={kind} report={state.report} onSave={save} />}
      </div>
      {state.bad.count > 0 && <ImportProblems kind={kind} bad={state.bad} isDone={!busy} />}
    </div>
  )
}

function Reading({ state }: { state: ImportState }) {
  const { progress, step } = state
  const label = step === 'saving' ? 'Importing' : 'Checking'
  if (!progress) return <Progress label={label} text="Sending the file" />
  if (progress.step === 'writing') {
    const { rows, ofRows } = progress
    const text = `${countText(rows)} of ${plural(ofRows, 'row')} saved`
    return <Progress label={label} value={rows} max={ofRows} text={text} />
  }
  const { rows, bytes, totalBytes } = progress
  const text = `${plural(rows, 'row')} read`
  return <Progress label={label} value={bytes} max={totalBytes ?? undefined} text={text} />
}

function Outcome({ kind, report, onSave }: { kind: FileKind; report: ImportReport; onSave: () => void }) {
  const { one, many } = fileLayouts[kind]
  const changes = report.created + report.changed
  const what = plural(changes, one, many)
  if (report.saved)
    return (
      <Notice
        tone="good"
        title={changes === 0 ? 'Everything was here already' : `${what} imported`}
        action={<LinkButton href={`/${kind}`}>Show the {kind === 'usage' ? 'usage' : many}</LinkButton>}
      >
        <Notes report={report} />
      </Notice>
    )
  if (report.problemCount > 0)
    return (
      <Notice
        tone="bad"
        title={`${plural(report.problemCount, 'problem')} in ${plural(report.rows, 'row')}: nothing was saved`}
      >
        Mend these rows in your file and choose it again. Or download them as a file of their own, take them
        out of yours, and import both.
        <Notes report={report} />
      </Notice>
    )
  if (changes === 0)
    return (
      <Notice tone="good" title="Nothing to import">
        {report.rows === 0
          ? 'The file has a header and no rows.'
          : `All ${countText(report.unchanged)} rows are here already, exactly as the file has them.`}
        <Notes report={report} />
      </Notice>
    )
  return (
    <Notice
      tone="info"
      title="Checked: every row can be imported"
      action={
        <Button variant="primary" onClick={onSave}>
          Import {what}
        </Button>
      }
    >
      <Notes report={report} />
    </Notice>
  )
}

function Notes({ report }: { report: ImportReport }) {
  return report.notes.map(note => (
    <p key={note} className="text-muted">
      {note}
    </p>
  ))
}
