import { randomInt } from 'node:crypto'

/** The keys of a file that were read so far, for "this row is there twice". */
export type SeenKeys = {
  /** The line on which the key was read first; undefined where this is the first time, and `line` is kept as that line. */
  before: (key: string, line: number) => number | undefined
}

/** Two hashes of 32 bits and a line, which is never 0. */
type Table = { slots: Uint32Array; used: number }

const width = 3
/** Many small tables: one that grows is copied alone. */
const tableCount = 64
const firstRoom = 64

/**
 * Remembers millions of keys in some 25 bytes each, however long they are, and outside of the heap: a map of them makes the
 * collector keep several times its size. Two keys are taken for one where both of their hashes meet, once in ten million files
 * of a million rows; hashes begin elsewhere in every import, so that the next try does not meet it again.
 */
export function seenKeys(): SeenKeys {
  const seeds = [randomInt(2 ** 32), randomInt(2 ** 32)] as const
  const tables: Table[] = Array.from({ length: tableCount }, () => ({ slots: roomFor(firstRoom), used: 0 }))
  return {
    before: (key, line) => {
      const [high, low] = hashesOf(key, seeds)
      const table = tables[high % tableCount]
      if (table === undefined) throw new Error(`no table for ${high}`)
      if ((table.used + 1) * width > table.slots.length * 0.75) grow(table)
      const place = placeOf(table.slots, high, low)
      const first = table.slots[place + 2]
      if (first !== undefined && first !== 0) return first
      fill(table.slots, place, [high, low, line])
      table.used += 1
      return undefined
    },
  }
}

const roomFor = (keys: number) => new Uint32Array(keys * width)

/** Where the key is, or else the free slot that is its own. There always is one. */
function placeOf(slots: Uint32Array, high: number, low: number): number {
  const room = slots.length / width
  let slot = low % room
  for (;;) {
    const place = slot * width
    if (slots[place + 2] === 0 || (slots[place] === high && slots[place + 1] === low)) return place
    slot = slot + 1 === room ? 0 : slot + 1
  }
}

function fill(
  slots: Uint32Array,
  place: number,
  entry: readonly [high: number, low: number, line: number],
): void {
  slots.set(entry, place)
}

function grow(table: Table): void {
  const old = table.slots
  const slots = roomFor((old.length / width) * 2)
  for (let at = 0; at < old.length; at += width) {
    const [high = 0, low = 0, line = 0] = old.subarray(at, at + width)
    if (line !== 0) fill(slots, placeOf(slots, high, low), [high, low, line])
  }
  table.slots = slots
}

/** Two independent hashes of a text, as unsigned numbers of 32 bits. */
function hashesOf(text: string, [one, two]: readonly [number, number]): [number, number] {
  let high = one
  let low = two
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 0x9e3779b1)
    high ^= high >>> 15
    low = Math.imul(low ^ code, 0x85ebca6b)
    low ^= low >>> 13
  }
  return [mixed(high ^ text.length), mixed(low + text.length)]
}

function mixed(hash: number): number {
  let mixing = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35)
  return (mixing ^ (mixing >>> 16)) >>> 0
}
