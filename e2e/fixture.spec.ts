import { test } from '@/testing/browser/fixture'

test.describe('a test fails', () => {
  test.fail(true, 'these show that the guard of every test works')

  test('on an unexpected console error', async ({ page }) => {
    await page.goto('/sign-in')
    await page.evaluate(() => console.error('something broke'))
  })

  test('on an answer that is an error', async ({ page }) => {
    await page.goto('/sign-in')
    await page.evaluate(() => fetch('/no-such-page'))
  })

  test('on an error that nobody caught', async ({ page }) => {
    await page.goto('/sign-in')
    const heard = page.waitForEvent('pageerror')
    await page.evaluate(() => setTimeout(() => Promise.reject(new Error('nobody caught this')), 0))
    await heard
  })
})

test('what a test allows does not fail it', async ({ page, allow }) => {
  allow(/something expected/)
  await page.goto('/sign-in')
  await page.evaluate(() => console.error('something expected'))
})
