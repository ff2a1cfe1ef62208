'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { FileKind } from '@/lib/files/kinds'
import type { ImportProgress, ImportReport, RowProblem } from '@/lib/files/report'
import type { UploadEvent } from '@/lib/files/upload'
import { sendFile } from './send-file'

export type ImportState = {
  step: 'choose' | 'checking' | 'checked' | 'saving' | 'saved' | 'refused'
  progress: ImportProgress | null
  report: ImportReport | null
  problems: RowProblem[]
  sentence: string | null
}

const start: ImportState = { step: 'choose', progress: null, report: null, problems: [], sentence: null }

function next(state: ImportState, event: UploadEvent): ImportState {
  switch (event.type) {
    case 'start':
      return { ...state, problems: [], progress: null }
    case 'progress':
      return { ...state, progress: event.progress }
    case 'problems':
      return { ...state, problems: state.problems.concat(event.problems) }
    case 'done':
      return { ...state, report: event.report, step: event.report.saved ? 'saved' : 'checked' }
    case 'refused':
      return { ...state, sentence: event.sentence, step: 'refused' }
  }
}

/** One file on its way in: chosen and checked at once, saved when the person says so. */
export function useImport(kind: FileKind) {
  const router = useRouter()
  const [state, setState] = useState(start)
  const file = useRef<File | null>(null)
  const send = async (mode: 'check' | 'save') => {
    const sent = file.current
    if (!sent) return
    setState({ ...start, step: mode === 'check' ? 'checking' : 'saving' })
    // An answer about a file that was replaced meanwhile is dropped.
    await sendFile(sent, { kind, mode }, event => {
      if (file.current === sent) setState(current => next(current, event))
    })
    if (mode === 'save') router.refresh()
  }
  return {
    state,
    choose: (chosen: File) => {
      file.current = chosen
      void send('check')
    },
    save: () => void send('save'),
  }
}
