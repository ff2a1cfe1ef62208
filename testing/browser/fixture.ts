import { test as base, expect, type Page } from '@playwright/test'
import { type AppServer, admin, startApp } from './app-server'

export { expect } from '@playwright/test'

type Person = { email: string; password: string }

type Fixtures = {
  /** Signs in on the page, as the admin of the shared server unless told otherwise, and waits for the app. */
  signIn: (page: Page, who?: Person) => Promise<void>
  /** What a test expects to go wrong: a console message or a URL that matches is no failure. */
  allow: (pattern: RegExp) => void
  /** A server of this test's own on empty data, in its first run: the code is in `output()`. */
  freshApp: AppServer
  /** Fails the test that runs on an unexpected console error, page error or failed request. */
  watch: undefined
}

export const test = base.extend<Fixtures & { allowed: RegExp[] }>({
  allowed: async ({ browserName: _ }, use) => use([]),

  allow: async ({ allowed }, use) =>
    use(pattern => {
      allowed.push(pattern)
    }),

  watch: [
    async ({ context, allowed }, use) => {
      const problems: string[] = []
      context.on('console', message => {
        if (message.type() === 'error')
          problems.push(`console: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', error => problems.push(`page: ${error.error().stack ?? error.error().message}`))
      context.on('requestfailed', request => {
        const reason = request.failure()?.errorText ?? ''
        // A page that is left gives up what it was still fetching.
        if (reason !== 'net::ERR_ABORTED')
          problems.push(`request: ${reason} ${request.method()} ${request.url()}`)
      })
      context.on('response', response => {
        if (response.status() >= 400) problems.push(`response: ${response.status()} ${response.url()}`)
      })
      await use(undefined)
      expect(problems.filter(problem => !allowed.some(pattern => pattern.test(problem)))).toEqual([])
    },
    { auto: true },
  ],

  signIn: async ({ browserName: _ }, use) =>
    use(async (page, who = admin) => {
      await page.goto('/sign-in')
      await page.getByLabel('E-mail').fill(who.email)
      await page.getByLabel('Password', { exact: true }).fill(who.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
    }),

  freshApp: async ({ context }, use) => {
    const app = await startApp({ withAdmin: false })
    await use(app)
    // A page that still fetches ahead would fail the test when its server is gone.
    for (const page of context.pages()) await page.goto('about:blank')
    await app.stop()
  },
})
