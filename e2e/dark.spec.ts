import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'

test.use({ colorScheme: 'dark' })

test('every place can be read in the dark', async ({ page, signIn }) => {
  test.setTimeout(120_000)
  await signIn(page)
  const links = page.getByRole('navigation', { name: 'Main' }).first().getByRole('listitem').getByRole('link')
  await expect(links.first()).toBeVisible()
  const places = await links.evaluateAll(found => found.map(link => link.getAttribute('href') ?? ''))
  expect(places.length).toBeGreaterThan(8)
  for (const place of [...places, '/imports', '/settings/account', '/settings/users']) {
    await page.goto(place)
    await expectAccessible(page)
  }
})

test('the theme that somebody chose is there on the next page, whatever the system says', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await background()
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('button', { name: 'Light', exact: true }).click()
  await expect.poll(background).not.toBe(dark)
  const light = await background()
  await page.goto('/packages')
  expect(await background()).toBe(light)
})
