/** The files that OpenMRC reads, in the order in which one needs the other, and their columns. Isomorphic. */
import { packageColumns } from './package-columns'

export const fileKinds = ['customers', 'dids', 'packages', 'assignments', 'payments', 'usage'] as const
export type FileKind = (typeof fileKinds)[number]

/** A header of more is refused. No file of ours has nearly as many, and what is done for each pair of columns stays short. */
export const mostColumns = 200

export type FileLayout = {
  /** What one row is called, and many. */
  one: string
  many: string
  /** The first column is the key: the same key again means the same thing again. */
  columns: readonly string[]
  /** Columns without which the file is refused. */
  required: readonly string[]
  /** At least one of these is needed. */
  anyOf?: readonly string[]
  /** One row as it may be written, in the order of the columns. */
  example: readonly string[]
}

export const fileLayouts: Record<FileKind, FileLayout> = {
  customers: {
    one: 'customer',
    many: 'customers',
    columns: ['account_code', 'name', 'currency', 'email', 'debit_limit', 'account_manager_email'],
    required: ['account_code', 'name', 'currency'],
    example: ['C10001', 'Harbour Dental Group', 'GBP', 'accounts@example.com', '250', 'mei.tan@example.com'],
  },
  dids: {
    one: 'DID',
    many: 'DIDs',
    columns: ['number', 'customer_account_code', 'provider', 'enabled'],
    required: ['number'],
    example: ['442079460000', 'C10001', 'Voxbridge', 'yes'],
  },
  packages: {
    one: 'package',
    many: 'packages',
    columns: packageColumns,
    required: ['code', 'name'],
    example: [
      'did-uk-gbp',
      'UK geographic DID',
      'Local number, unlimited inbound channels',
      'GBP',
      '0.28',
      '1.20',
      '0',
      '0.80',
      'monthly',
      '1',
      '15|31',
      'advance',
      'prorate',
      'full',
      'no',
      '0',
      '30',
      '',
      '',
      '',
      'charge',
    ],
  },
  assignments: {
    one: 'assignment',
    many: 'assignments',
    columns: [
      'reference',
      'package_code',
      'customer_account_code',
      'did',
      'quantity',
      'start_date',
      'end_date',
      'auto_decrement_credit',
      'minutes',
      'setup_waived',
      'minimum_days',
    ],
    required: ['reference', 'package_code', 'start_date'],
    anyOf: ['customer_account_code', 'did'],
    example: ['A000001', 'did-uk-gbp', '', '442079460000', '1', '2026-03-15', '', 'yes', '', 'no', ''],
  },
  payments: {
    one: 'payment',
    many: 'payments',
    columns: ['reference', 'customer_account_code', 'date', 'amount', 'status', 'description'],
    required: ['reference', 'customer_account_code', 'date', 'amount'],
    example: ['P000001', 'C10001', '2026-03-15', '250.00', 'completed', 'Bank transfer'],
  },
  usage: {
    one: 'usage row',
    many: 'usage rows',
    columns: ['usage_id', 'customer_account_code', 'did', 'started_at', 'destination', 'seconds', 'charge'],
    required: ['usage_id', 'customer_account_code', 'started_at', 'charge'],
    example: ['U0000001', 'C10001', '442079460000', '2026-03-15T09:41:07', '919876543210', '184', '0.950667'],
  },
}

/** `Usage`, `DIDs`: what a page calls the whole of it. */
export function kindTitle(kind: FileKind): string {
  if (kind === 'usage') return 'Usage'
  const { many } = fileLayouts[kind]
  return `${many.charAt(0).toUpperCase()}${many.slice(1)}`
}
