import type { RoomGraph } from './room-graph'

/** A room, or a bend of a line that passes a layer (without a name). */
export type Place = { room: string | null; layer: number; width: number; x: number }
export type Line = { from: string; to: string; through: Place[] }
export type Layout = { layers: Place[][]; lines: Line[]; width: number }

const gap = 14
const bendWidth = 6
const sweeps = 24

/** Puts each room into the layer of its level (0 at the bottom) and beside its neighbours. The same graph gives the same layout. */
export function layOut(
  graph: RoomGraph,
  levels: Map<string, number>,
  widthOf: (room: string) => number,
): Layout {
  const layers: Place[][] = []
  const put = (room: string | null, layer: number): Place => {
    const place = { room, layer, width: room === null ? bendWidth : widthOf(room), x: 0 }
    layers[layer] ??= []
    layers[layer].push(place)
    return place
  }
  const rooms = new Map([...graph.keys()].map(room => [room, put(room, levels.get(room) ?? 0)]))
  const lines = [...graph].flatMap(([from, targets]) =>
    [...targets].map(to => ({ from, to, through: bendsBetween(rooms.get(from), rooms.get(to), put) })),
  )
  const neighbours = neighboursOf(lines)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isDown = sweep % 2 === 0
    const side = isDown ? 'above' : 'below'
    for (const layer of isDown ? layers.toReversed() : layers) {
      const wished = new Map(
        layer.map(place => [place, meanOf(place, neighbours, sweep < sweeps - 4 ? side : 'both')]),
      )
      if (sweep < sweeps - 4) layer.sort((a, b) => (wished.get(a) ?? 0) - (wished.get(b) ?? 0))
      spread(layer, wished)
    }
  }
  return moveToOrigin({ layers, lines, width: 0 })
}

function bendsBetween(
  from: Place | undefined,
  to: Place | undefined,
  put: (room: null, layer: number) => Place,
): Place[] {
  if (!from || !to) return []
  const through = [from]
  for (let layer = from.layer - 1; layer > to.layer; layer -= 1) through.push(put(null, layer))
  return [...through, to]
}

type Neighbours = Map<Place, { above: Place[]; below: Place[] }>

function neighboursOf(lines: readonly Line[]): Neighbours {
  const found: Neighbours = new Map()
  const of = (place: Place) => {
    const known = found.get(place) ?? { above: [], below: [] }
    found.set(place, known)
    return known
  }
  for (const { through } of lines)
    through.slice(1).forEach((place, i) => {
      const upper = through[i]
      if (!upper) return
      of(place).above.push(upper)
      of(upper).below.push(place)
    })
  return found
}

/** Where a place would like to be: in the middle of the layer above, of the layer below, or of both. */
function meanOf(place: Place, neighbours: Neighbours, of: 'above' | 'below' | 'both'): number {
  const { above = [], below = [] } = neighbours.get(place) ?? {}
  const near = { above, below, both: [...above, ...below] }[of]
  if (near.length === 0) return place.x
  return near.reduce((sum, { x }) => sum + x, 0) / near.length
}

/** As near to the wishes as their order and widths allow: neighbours that would overlap move together to their mean. */
function spread(layer: readonly Place[], wished: Map<Place, number>): void {
  type Block = { sum: number; count: number; offsets: [Place, number][] }
  const blocks: Block[] = []
  let offset = 0
  layer.forEach((place, i) => {
    const before = layer[i - 1]
    if (before) offset += (before.width + place.width) / 2 + gap
    let block: Block = { sum: (wished.get(place) ?? 0) - offset, count: 1, offsets: [[place, offset]] }
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count >= block.sum / block.count;
      last = blocks.at(-1)
    ) {
      blocks.pop()
      block = {
        sum: last.sum + block.sum,
        count: last.count + block.count,
        offsets: [...last.offsets, ...block.offsets],
      }
    }
    blocks.push(block)
  })
  for (const { sum, count, offsets } of blocks)
    for (const [place, own] of offsets) place.x = sum / count + own
}

function moveToOrigin(layout: Layout): Layout {
  const places = layout.layers.flat()
  const left = Math.min(...places.map(({ x, width }) => x - width / 2))
  for (const place of places) place.x -= left
  return { ...layout, width: Math.max(...places.map(({ x, width }) => x + width / 2)) }
}
