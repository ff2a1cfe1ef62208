/** The doors that the source has: every server action and route. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../app')

/** Every source file of the app, tests aside. */
export const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(name => name.replaceAll('\\', '/'))
  .filter(name => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^testing/.test(name))

/** Whether a file holds doors: actions.ts, …-action.ts and route.ts. */
export const isDoor = (name: string) => /(^|\/)(actions|[\w-]+-action|route)\.ts$/.test(name)

/** A door as a test calls it. */
export type Work = (...of: unknown[]) => Promise<unknown>

/** Every door of the source by its name in the matrix: `(admin)/dids/actions.ts addDid`. */
export async function findDoors(): Promise<Map<string, Work>> {
  const found = new Map<string, Work>()
  for (const file of sources.filter(isDoor)) {
    const exported: Record<string, unknown> = await import(join(root, file))
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === 'function') found.set(`${file} ${name}`, async (...of) => value(...of))
    }
  }
  return found
}
