/** Which column of somebody's file is which of ours, from the first bytes of it. Isomorphic: the browser asks. */
import { restore } from '@/lib/csv/formula'
import { type FileKind, fileLayouts } from './layouts'

export type FileStart = {
  header: string[]
  /** The first rows below it, as cells. */
  rows: string[][]
  /** How many characters the header row takes, its line end among them; a byte order mark is not counted. */
  headerLength: number
}

/** Our column to the place of the file's; null where it is not read. */
export type Mapping = Readonly<Record<string, number | null>>

const rowsRead = 3

/** The header and the first rows of CSV text, whose last row may be cut off: it is left out. Null where there is no header. */
export function readStart(text: string, isWhole: boolean): FileStart | null {
  const rows: string[][] = []
  let headerLength = 0
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const start = at
  while (rows.length <= rowsRead && at < text.length) {
    const record = recordAt(text, at)
    if (!record.isEnded && !isWhole) break
    at = record.next
    if (rows.length === 0) headerLength = at - start
    if (rows.length === 0 || record.cells.some(cell => cell.trim() !== '')) rows.push(record.cells)
  }
  const [header, ...rest] = rows
  return header ? { header, rows: rest, headerLength } : null
}

function recordAt(text: string, from: number): { cells: string[]; next: number; isEnded: boolean } {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = from; i < text.length; i += 1) {
    const sign = text[i] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === ',') {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      const next = sign === '\r' && text[i + 1] === '\n' ? i + 2 : i + 1
      return { cells: [...cells, cell], next, isEnded: true }
    } else cell += sign
  }
  return { cells: [...cells, cell], next: text.length, isEnded: false }
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '')

/** What other systems call our columns. A name counts only where no column of the file has ours. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  account_code: ['account', 'account number', 'customer code', 'customer number'],
  account_manager_email: ['account manager', 'manager'],
  charge: ['cost', 'price', 'amount'],
  customer_account_code: ['account code', 'account', 'customer', 'customer code', 'account number'],
  debit_limit: ['credit limit'],
  destination: ['called', 'called number', 'to'],
  did: ['number', 'phone number', 'from'],
  email: ['mail', 'email address'],
  end_date: ['end', 'until'],
  enabled: ['active'],
  name: ['customer', 'customer name', 'company'],
  number: ['did', 'phone', 'phone number', 'telephone'],
  package_code: ['package', 'product', 'product code'],
  provider: ['carrier', 'supplier'],
  quantity: ['qty'],
  reference: ['ref', 'id'],
  seconds: ['duration', 'duration seconds'],
  start_date: ['start', 'from'],
  started_at: ['started', 'start', 'start time', 'date', 'time'],
  usage_id: ['id', 'call id', 'record id'],
}

/**
 * The columns that their names give away, however they are spelled: `Account Code` and `E-Mail` are ours, and names that other
 * systems use are known. No column of the file is taken twice; the rest is null.
 */
export function matchColumns(header: readonly string[], kind: FileKind): Mapping {
  const names = header.map(plain)
  const { columns } = fileLayouts[kind]
  const taken = new Set<number>()
  const found = new Map<string, number>()
  const take = (column: string, name: string) => {
    const place = names.indexOf(plain(name))
    if (place === -1 || taken.has(place) || found.has(column)) return
    taken.add(place)
    found.set(column, place)
  }
  for (const column of columns) take(column, column)
  for (const column of columns) for (const name of otherNames[column] ?? []) take(column, name)
  return Object.fromEntries(columns.map(column => [column, found.get(column) ?? null]))
}

/** A cell as it is read: in NFC, without spaces around it, and without the quote that keeps a spreadsheet from running it. */
export function readCell(cell: string | undefined): string {
  return restore(cell?.normalize('NFC').trim() ?? '')
}

/** The columns that are needed and have no place yet. */
export function missingColumns(mapping: Mapping, kind: FileKind): string[] {
  const { required, anyOf = [] } = fileLayouts[kind]
  const lacks = (column: string) => (mapping[column] ?? null) === null
  return [...required.filter(lacks), ...(anyOf.length > 0 && anyOf.every(lacks) ? [anyOf.join(' or ')] : [])]
}

/** The header row that says what the mapping says: our names in their places, the file's own nowhere else. */
export function mappedHeader({ header }: FileStart, mapping: Mapping): string {
  const ours = new Map(Object.entries(mapping).map(([column, place]) => [place, column]))
  const known = new Set(Object.keys(mapping))
  const cells = header.map((name, place) => {
    const column = ours.get(place)
    if (column !== undefined) return column
    // A name of ours that is not to be read here must not be taken for it.
    return known.has(name.trim().toLowerCase()) ? `not read: ${name}` : name
  })
  return `${cells.map(cell => `"${cell.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`).join(',')}\r\n`
}
