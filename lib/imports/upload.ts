import type { BadRow, ImportProgress, ImportReport } from './report'

/** What the browser is told while its file is read: one JSON object a line. Isomorphic. */
export type UploadEvent =
  /** A transaction begins (again): forget what was told before. */
  | { type: 'start' }
  | { type: 'header'; cells: readonly string[] }
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'bad'; rows: BadRow[] }
  | { type: 'done'; report: ImportReport }
  | { type: 'refused'; sentence: string }

/** The largest file that a browser may send. The command line takes larger ones. */
export const maxUploadBytes = 100_000_000

export const tooLargeSentence =
  'The file is larger than 100 MB. Split it into smaller files, or put it into a folder on the server and use npm run openmrc -- import FOLDER.'
