import { isCurrency } from '@/lib/currency'
import { formatMinor, formatPrice, microText } from '@/lib/money'
import type { AuditValues } from './changes'

/** One value that changed, in words: `{ name: 'Retail', before: '10.00', after: '12.00' }`; null where there was none. */
export type ChangeLine = { name: string; before: string | null; after: string | null }

/** What the log is about, by the name in its rows. */
export const auditEntities: Readonly<Record<string, string>> = {
  package: 'Package',
  connexcs_package: 'ConnexCS Package',
  api_key: 'API key',
  customer: 'Customer',
  did: 'DID',
  assignment: 'Assignment',
  billing_run: 'Run',
  payment: 'Payment',
  usage: 'Usage',
  import: 'Import',
  user: 'User',
  settings: 'Settings',
}

/** `package.version_cancelled` is "Package: version cancelled"; an unknown noun is spelled out. */
export function actionText(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const thing = auditEntities[noun] ?? sentenceCase(noun.replaceAll('_', ' ')).replace(/^Dids$/, 'DIDs')
  return verb === '' ? thing : `${thing}: ${verb.replaceAll('_', ' ')}`
}

// Counted by the app itself; nobody typed them.
const silent = new Set(['revision', 'updatedAt', 'createdAt', 'id'])

/**
 * What changed, one line a value, in the words of the forms. Values that are the same on both sides, or empty where
 * something was created or deleted, are left out.
 */
export function changeLines(before: AuditValues | null, after: AuditValues | null): ChangeLine[] {
  const was = leavesOf(before)
  const is = leavesOf(after)
  const currency = currencyOf(after) ?? currencyOf(before)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(path => {
    const line = {
      name: nameText(path),
      before: valueText(path, was.get(path), currency),
      after: valueText(path, is.get(path), currency),
    }
    return line.before === line.after ? [] : [line]
  })
}

function currencyOf(values: AuditValues | null): string | null {
  const currency = values?.currency
  return typeof currency === 'string' && isCurrency(currency) ? currency : null
}

function leavesOf(values: AuditValues | null, prefix = ''): Map<string, unknown> {
  const leaves = new Map<string, unknown>()
  for (const [name, value] of Object.entries(values ?? {})) {
    if (silent.has(name)) continue
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [path, leaf] of leavesOf({ ...value }, `${prefix}${name}.`)) leaves.set(path, leaf)
    } else leaves.set(prefix + name, value)
  }
  return leaves
}

/** `terms.setupRetailMicro` is "Setup retail": the last word of the path, without its unit. */
function nameText(path: string): string {
  const name = path.split('.').at(-1) ?? path
  const words = name
    .replace(/(Micro|Minor|On|At|Id)$/, '')
    .replace(/^is(?=[A-Z])/, '')
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase()
  return sentenceCase(words.trim()).replaceAll(/\bdid\b/gi, 'DID')
}

function valueText(path: string, value: unknown, currency: string | null): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(String).join(', ')
  const text = String(value)
  if (/Micro$/.test(path) && /^-?\d+$/.test(text)) {
    return currency ? `${formatPrice(BigInt(text), currency)} ${currency}` : microText(BigInt(text))
  }
  if (/Minor$/.test(path) && /^-?\d+$/.test(text) && currency)
    return `${formatMinor(BigInt(text), currency)} ${currency}`
  if (/(role|timing|frequency|Period|whenFundsShort|status|type)$/.test(path))
    return text.replaceAll('_', ' ')
  return text
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
