/** The PostgreSQL that benchmarks run on: set as docs/operating.md says for two cores and 8 GB, on data that is thrown away. */
import { readFileSync } from 'node:fs'
import { startPostgres, type TestServer } from '@/testing/postgres'

const guide = 'docs/operating.md'

/** `name=value` for every line of the guide's block of settings; throws where there is none. */
function recommendedSettings(): string[] {
  const block = /```\n(shared_buffers = [\s\S]*?)```/.exec(readFileSync(guide, 'utf8'))?.[1]
  if (!block) throw new Error(`${guide} names no settings for PostgreSQL`)
  return block
    .trim()
    .split('\n')
    .map(line =>
      line
        .replace(/#.*/, '')
        .trim()
        .replace(/\s*=\s*/, '='),
    )
}

export const startBenchServer = (): Promise<TestServer> => startPostgres(recommendedSettings())
