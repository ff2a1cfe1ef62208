import { defineConfig } from '@playwright/test'
import { needChromium } from './bin/chromium'

const port = Number(process.env.OPENMRC_E2E_PORT ?? 3179)
const isRoot = process.getuid?.() === 0

/** Chromium asks the outside for updates and models by itself; tests are alone with the app. */
const quietChromium = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-first-run',
  '--metrics-recording-only',
  '--no-pings',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
]

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: needChromium(),
      args: [...quietChromium, ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
  webServer: {
    command: `"${process.execPath}" --import tsx testing/browser/serve.ts`,
    url: `http://localhost:${port}/sign-in`,
    env: { PORT: String(port) },
    reuseExistingServer: false,
    timeout: 90_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
