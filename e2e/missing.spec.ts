import { expect, test } from '@/testing/browser/fixture'

const nowhere = ['/packages/999999999', '/customers/999999999', '/billing-runs/999999999', '/nowhere']

test('where nothing is, the answer is a 404 and a way back', async ({ page, signIn, allow }) => {
  allow(/404/)
  await signIn(page)
  for (const address of nowhere) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(page.getByText('There is nothing at this address')).toBeVisible()
  }
  await page.getByRole('link', { name: 'To the dashboard' }).click()
  await expect(page).toHaveURL('/')
})

test('the icon that browsers ask for by themselves is there, signed in or not', async ({ request }) => {
  const answer = await request.get('/favicon.ico', { maxRedirects: 0 })
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('image/x-icon')
})
