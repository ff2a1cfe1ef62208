const storageKey = 'recent'
const kept = 6

/** What was opened last through the palette on this browser, newest first. Nothing where storage is closed or broken. */
export function readRecent(): PaletteItem[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(read) ? read.filter(isItem).slice(0, kept) : []
  } catch {
    return []
  }
}

/** Takes only what leads inside the app: storage is not to be trusted with an address. */
function isItem(value: unknown): value is PaletteItem {
  if (typeof value !== 'object' || value === null || !('label' in value) || !('href' in value)) return false
  return typeof value.label === 'string' && typeof value.href === 'string' && /^\/(?!\/)/.test(value.href)
}

export function rememberRecent({ label, note, href }: PaletteItem): void {
  try {
    const others = readRecent().filter(item => item.href !== href)
    localStorage.setItem(storageKey, JSON.stringify([{ label, note, href }, ...others].slice(0, kept)))
  } catch {
    // A full or forbidden storage costs the list of recent ones, nothing else.
  }
}

export type PaletteItem = { label: string; note?: string; href: string }
