import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** What must not depend on the zone of the machine: it runs again where the day begins first. */
const zoneless = ['lib/billing/**/*.test.ts', 'lib/calendar-date.test.ts', 'lib/money.test.ts']

export default defineConfig({
  resolve: {
    alias: [
      // The marker package throws outside of a React server; tests are one.
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,db,bin,app,components,bench}/**/*.test.{ts,tsx}'],
          globalSetup: ['./db/testing-server.ts'],
          env: { TZ: 'UTC' },
        },
      },
      {
        extends: true,
        test: { name: 'far zone', include: zoneless, env: { TZ: 'Pacific/Kiritimati' } },
      },
    ],
  },
})
