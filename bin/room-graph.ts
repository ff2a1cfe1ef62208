import { isTest } from './arrow-rules'
import { roomOf } from './circles'
import type { Source } from './source-imports'

/** A room and the rooms that it imports. */
export type RoomGraph = Map<string, Set<string>>

/** A file of `app` that lies in no room (a layout, a stylesheet), and what Next looks for at the root. */
const isLoose = (room: string) => /^app\/.*\.(tsx?|css)$|^(proxy|instrumentation)\.ts$/.test(room)

/** The rooms of the product and what each imports, types included; tests and loose files are left out. */
export function roomGraphOf(sources: Map<string, Source>): RoomGraph {
  const graph: RoomGraph = new Map()
  const files = [...sources.values()].filter(({ file }) => !isTest(file) && !isLoose(roomOf(file)))
  for (const { file } of files) graph.set(roomOf(file), new Set())
  for (const { file, imports } of files)
    for (const { target, isProject } of imports)
      if (isProject && roomOf(target) !== roomOf(file) && graph.has(roomOf(target)))
        graph.get(roomOf(file))?.add(roomOf(target))
  return new Map([...graph].sort(([a], [b]) => (a < b ? -1 : 1)).map(([room, to]) => [room, sorted(to)]))
}

const sorted = (rooms: Set<string>) => new Set([...rooms].sort())

/**
 * How many rooms lie below each on its longest way down. A room that imports none lies just below the lowest that imports it.
 * The graph has no circle.
 */
export function levelsOf(graph: RoomGraph): Map<string, number> {
  const levels = new Map<string, number>()
  const visit = (room: string): number => {
    const known = levels.get(room)
    if (known !== undefined) return known
    const level = 1 + Math.max(-1, ...[...(graph.get(room) ?? [])].map(visit))
    levels.set(room, level)
    return level
  }
  for (const room of graph.keys()) visit(room)
  const importersOf = (room: string) => [...graph].filter(([, to]) => to.has(room)).map(([from]) => from)
  const leaves = [...graph].filter(([, to]) => to.size === 0).map(([room]) => room)
  for (const room of leaves) {
    const lowest = Math.min(...importersOf(room).map(from => levels.get(from) ?? 1))
    if (Number.isFinite(lowest)) levels.set(room, lowest - 1)
  }
  return levels
}

/** The same order with the fewest lines: an import that another way down implies is left out. */
export function withoutImplied(graph: RoomGraph): RoomGraph {
  const below = new Map<string, Set<string>>()
  const visit = (room: string): Set<string> => {
    const known = below.get(room)
    if (known) return known
    const found = new Set<string>()
    for (const next of graph.get(room) ?? []) for (const one of [next, ...visit(next)]) found.add(one)
    below.set(room, found)
    return found
  }
  return new Map(
    [...graph].map(([room, to]) => [
      room,
      new Set([...to].filter(next => ![...to].some(other => other !== next && visit(other).has(next)))),
    ]),
  )
}
