import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const rooms = ['app', 'bench', 'bin', 'components', 'db', 'lib', 'testing']

/** What must not depend on the zone of the machine: it runs again where the day begins first. */
const zoneless = [
  'lib/billing/**/*.test.ts',
  'lib/{calendar-date,date-text,money,currency}.test.ts',
  'components/ui/figure/calendar-weeks.test.ts',
]

const tests = rooms.flatMap(room =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.test\.tsx?$/.test(name))
    .map(name => `${room}/${name.replaceAll('\\', '/')}`),
)
const opensDatabase =
  /'(@\/testing|\.\.)\/(database|postgres|makers|people|imports|mailbox|faulty-network|providers|template|upgraded|doors\/|processes\/)|\bopenEmbedded\b/
/** Makes databases, most of them with the servers of testing/database-servers.ts, which take some seconds to start. */
const needsDatabase = tests.filter(
  file => file.startsWith('db/') || opensDatabase.test(readFileSync(join(root, file), 'utf8')),
)
/** Signs the sessions of the tests; without it they would make a secret in the folder of a real installation. */
const secret = { OPENMRC_SECRET: 'signs-the-sessions-of-the-tests-alone' }
/** Brackets of a route's folder are no pattern. */
const literally = (file: string) => file.replace(/[()[\]{}*?!]/g, '\\$&')

export default defineConfig({
  resolve: {
    alias: [
      // The marker package throws outside of a React server; tests are one.
      { find: /^server-only$/, replacement: join(root, 'node_modules/server-only/empty.js') },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`{${rooms.join(',')}}/**/*.test.{ts,tsx}`],
          exclude: needsDatabase.map(literally),
          env: { TZ: 'UTC', ...secret },
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: needsDatabase.map(literally),
          globalSetup: ['./testing/database-servers.ts'],
          env: { TZ: 'UTC', ...secret },
        },
      },
      {
        extends: true,
        test: { name: 'far zone', include: zoneless, env: { TZ: 'Pacific/Kiritimati' } },
      },
    ],
  },
})
