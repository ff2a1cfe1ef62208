import type { Source } from './source-imports'

type Graph = Map<string, Set<string>>

/** Rooms that import one another in a circle, tests left out; an import of types alone counts as well. */
export function circlesOfRooms(sources: Map<string, Source>, isTest: (file: string) => boolean): string[][] {
  const graph: Graph = new Map()
  for (const { file, imports } of sources.values()) {
    if (isTest(file)) continue
    const room = roomOf(file)
    const others = graph.get(room) ?? new Set<string>()
    graph.set(room, others)
    for (const { isProject, target } of imports)
      if (isProject && !isTest(target) && roomOf(target) !== room) others.add(roomOf(target))
  }
  return circlesIn(graph)
}

/** `lib/packages`, `app/(admin)/packages`, `db`; a file that lies in no room is one by itself: `lib/money.ts`. */
export function roomOf(file: string): string {
  const parts = file.split('/')
  if (parts[0] === 'lib') return parts.slice(0, 2).join('/')
  if (parts[0] === 'app') return parts.length > 3 ? parts.slice(0, 3).join('/') : file
  return parts.length > 1 ? (parts[0] ?? file) : file
}

/** Tarjan's strongly connected components of more than one node, each sorted by name. */
function circlesIn(graph: Graph): string[][] {
  const index = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (node: string): number => {
    const own = index.size
    index.set(node, own)
    let lowest = own
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next))
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? own)
    }
    if (lowest === own) {
      const circle = stack.splice(stack.indexOf(node))
      if (circle.length > 1) found.push(circle.sort())
    }
    return lowest
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return found
}
