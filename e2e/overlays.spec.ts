import { expectAccessible } from '@/testing/browser/accessible'
import { expect, test } from '@/testing/browser/fixture'
import { openBy } from '@/testing/browser/opening'

const panels = [
  ['/packages', 'Add package'],
  ['/customers', 'Add customer'],
  ['/dids', 'Add DID'],
  ['/assignments', 'Assign package'],
  ['/billing-runs', 'Run billing'],
  ['/payments', 'Add payment'],
] as const

for (const [name, colorScheme, viewport] of [
  ['in the dark', 'dark', { width: 1280, height: 800 }],
  ['on a phone', 'light', { width: 390, height: 844 }],
] as const) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport })

    test('what opens over a page can be read by everybody, closes by Esc and gives the focus back', async ({
      page,
      signIn,
    }) => {
      test.setTimeout(120_000)
      await signIn(page)
      for (const [address, words] of panels) {
        await page.goto(address)
        const button = page.getByRole('button', { name: words, exact: true }).first()
        const panel = page.getByRole('dialog')
        await openBy(button, panel)
        await expect(panel.locator('form')).toBeVisible()
        await expectAccessible(page)
        await page.keyboard.press('Escape')
        await expect(panel).toBeHidden()
        await expect(button).toBeFocused()
      }
      await page.getByRole('button', { name: /: account$/ }).click()
      await expect(page.getByRole('dialog', { name: 'Account' })).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search' }).fill('run')
      await expectAccessible(page)
    })
  })
}

test('a choice is searched, picked and taken back by keys alone, inside a panel', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/packages')
  const panel = page.getByRole('dialog', { name: 'Add package' })
  await openBy(page.getByRole('button', { name: 'Add package', exact: true }), panel)
  await panel.locator('summary').click()
  const currency = panel.getByRole('combobox', { name: 'Currency' })
  await currency.fill('euro')
  await expect(page.getByRole('option', { name: /EUR/ })).toBeVisible()
  await expectAccessible(page)
  await currency.press('Enter')
  await expect(currency).toHaveValue(/EUR/)
  await currency.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeVisible()
  // The list closes, the panel stays.
  await currency.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()
  await expect(panel).toBeVisible()
})

test('what opens is fetched again after its code could not be had, and the page keeps what was typed', async ({
  page,
  signIn,
  allow,
}) => {
  allow(/_next\/static\/chunks/)
  allow(/ERR_FAILED/)
  const cutOff = () => page.route('**/_next/static/chunks/**', route => route.abort())
  const mend = () => page.unroute('**/_next/static/chunks/**')
  const goBy = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
  await signIn(page)
  // The first toast brings what shows the later ones.
  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Name saved')).toBeVisible()
  await goBy('Customers')
  const search = page.getByRole('textbox', { name: /search/i }).first()
  await search.fill('no such customer')
  await expect(page).toHaveURL(/no\+such|no%20such/)
  await page.waitForLoadState('networkidle')

  await cutOff()
  const add = page.getByRole('button', { name: 'Add customer', exact: true }).first()
  await add.click()
  const notes = page.getByRole('region', { name: 'Notifications' })
  await expect(notes.getByText('That could not be opened')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Add customer' })).toBeHidden()
  await expect(search).toHaveValue('no such customer')
  await mend()
  await add.click()
  const panel = page.getByRole('dialog', { name: 'Add customer' })
  await expect(panel.locator('form')).toBeVisible()
  await expect(panel.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  // The panel is there, the form that it holds is not.
  await goBy('DIDs')
  const addDid = page.getByRole('button', { name: 'Add DID', exact: true }).first()
  await expect(addDid).toBeVisible()
  await page.waitForLoadState('networkidle')
  await cutOff()
  await addDid.click()
  const didPanel = page.getByRole('dialog', { name: 'Add DID' })
  await expect(didPanel.getByText('This part could not be loaded. Close it and try again.')).toBeVisible()
  await didPanel.getByRole('button', { name: 'Close' }).click()
  await expect(didPanel).toBeHidden()
  await mend()
  await addDid.click()
  await expect(didPanel.locator('form')).toBeVisible()
})
