'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { type FileKind, mostColumns } from '@/lib/imports/layouts'
import { type FileStart, type Mapping, matchColumns, missingColumns } from '@/lib/imports/mapping'
import type { ImportProgress, ImportReport } from '@/lib/imports/report'
import type { UploadEvent } from '@/lib/imports/upload'
import { type BadPages, noBadPages, withRows } from './bad-pages'
import { mappedFile, startOf } from './mapped-file'
import { sendFile } from './send-file'

export type ImportState = {
  step: 'choose' | 'checking' | 'checked' | 'saving' | 'saved' | 'refused'
  progress: ImportProgress | null
  /** What the report is about: exactly this is saved. */
  file: File | null
  report: ImportReport | null
  bad: BadPages
  sentence: string | null
}

/** How the chosen file is read; null before one is chosen. */
export type Reading = { start: FileStart; mapping: Mapping } | null

const start: ImportState = {
  step: 'choose',
  progress: null,
  file: null,
  report: null,
  bad: noBadPages,
  sentence: null,
}

function next(state: ImportState, event: UploadEvent): ImportState {
  switch (event.type) {
    case 'start':
      return { ...state, bad: noBadPages, progress: null }
    case 'header':
      return { ...state, bad: { ...noBadPages, header: event.cells } }
    case 'progress':
      return { ...state, progress: event.progress }
    case 'bad':
      return { ...state, bad: withRows(state.bad, event.rows) }
    case 'done':
      return { ...state, report: event.report, step: event.report.saved ? 'saved' : 'checked' }
    case 'refused':
      return { ...state, sentence: event.sentence, step: 'refused' }
  }
}

/** False if the file has fewer columns than are needed, or too many: no choice of columns would mend it, so it is refused in words. */
function canBeMapped(top: FileStart, kind: FileKind): boolean {
  return (
    top.header.length <= mostColumns &&
    top.header.length >= missingColumns(matchColumns([], kind), kind).length
  )
}

/** One file on its way in: chosen and checked at once, saved when the person says so. */
export function useImport(kind: FileKind) {
  const router = useRouter()
  const [state, setState] = useState(start)
  /** What was sent last. */
  const latest = useRef<File | null>(null)
  const whole = useRef<File | null>(null)
  const [reading, setReading] = useState<Reading>(null)
  const send = async (file: File, mode: 'check' | 'save') => {
    latest.current = file
    setState({ ...start, file, step: mode === 'check' ? 'checking' : 'saving' })
    // An answer about a file that was replaced meanwhile is dropped.
    await sendFile(file, { kind, mode }, event => {
      if (latest.current === file) setState(current => next(current, event))
    })
    if (mode === 'save') router.refresh()
  }
  const check = async (chosen: File, { start: top, mapping }: NonNullable<Reading>) => {
    const mapped = await mappedFile(chosen, top, mapping)
    if (whole.current === chosen) await send(mapped, 'check')
  }
  return {
    state,
    reading,
    choose: async (chosen: File) => {
      latest.current = null
      whole.current = chosen
      setState(start)
      const top = await startOf(chosen)
      if (whole.current !== chosen) return
      const found =
        top && canBeMapped(top, kind) ? { start: top, mapping: matchColumns(top.header, kind) } : null
      setReading(found)
      // Without a header that could hold what is needed, or with all of it, the server says the rest.
      if (!found) return send(chosen, 'check')
      if (missingColumns(found.mapping, kind).length === 0) await check(chosen, found)
    },
    map: (mapping: Mapping) => setReading(was => was && { ...was, mapping }),
    recheck: () => {
      if (whole.current && reading) void check(whole.current, reading)
    },
    save: () => {
      if (state.file) void send(state.file, 'save')
    },
  }
}
