import { expect, test } from '@/testing/browser/fixture'
import { codeOf, openFrom, own, ownNumber, saveRows } from '@/testing/browser/own-data'

/** 640 is also what a window of 1280 has at 200 % zoom. */
const widths = [640, 768, 1024, 1100, 1240, 1280, 1366, 1440, 1920]

/** What is wrong with the lists of a page, in words; nothing if all is well. */
function faultsOf(): string[] {
  const faults: string[] = []
  const boxOf = (element: Element) => element.getBoundingClientRect()
  const isShown = (element: Element) => boxOf(element).width > 0
  const nameOf = (cell: Element) => cell.textContent?.slice(0, 30) ?? ''
  for (const table of document.querySelectorAll('.list table')) {
    const list = table.getAttribute('aria-label') ?? 'a list'
    const head = table.querySelector('thead')
    const [first] = table.querySelectorAll('tbody tr')
    const buttons = [...table.querySelectorAll('tbody td button')]
    if (buttons.some(button => !isShown(button))) faults.push(`${list}: its buttons are left out`)
    if (!head || !first) continue
    const name = first.querySelector('.cell-name')
    if (name && boxOf(name).width < 160) faults.push(`${list}: the first column has ${boxOf(name).width} px`)
    if (boxOf(head).bottom > boxOf(first).top + 1) faults.push(`${list}: the head lies over the first row`)
    for (const row of table.querySelectorAll('tbody tr')) {
      const cells = [...row.querySelectorAll('td')].filter(isShown)
      cells.forEach((cell, at) => {
        const next = cells[at + 1]
        if (next && boxOf(cell).right > boxOf(next).left + 1) faults.push(`${list}: ${nameOf(cell)} overlaps`)
        if (cell.matches('.cell-number') && cell.scrollWidth > cell.clientWidth + 1)
          faults.push(`${list}: ${nameOf(cell)} does not fit`)
      })
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than the window')
  return faults
}

test('at every width a list shows its first column, and cuts or covers no number', async ({
  page,
  signIn,
}) => {
  test.setTimeout(180_000)
  await signIn(page)
  const word = own('Width')
  const long = `${word} Vereinigte Telekommunikationsgesellschaft der Nordseeinseln`
  const currencies = ['USD', 'JPY', 'KWD']
  const code = (currency: string) => codeOf(`${word} ${currency}`)
  const numbers = currencies.map(ownNumber)
  const named = currencies.map(currency => ({ currency, name: `${long} ${currency}` }))
  const number = (at: number) => numbers[at] ?? ''
  await saveRows(
    page,
    'customers',
    named.map(row => ({ account_code: code(row.currency), ...row })),
  )
  await saveRows(
    page,
    'dids',
    currencies.map((currency, at) => ({ number: number(at), customer_account_code: code(currency) })),
  )
  await saveRows(
    page,
    'packages',
    named.map(row => ({ code: code(row.currency), ...row, retail: '9999', frequency: 'monthly' })),
  )
  await saveRows(
    page,
    'assignments',
    currencies.map((currency, at) => ({
      ...{ reference: code(currency), package_code: code(currency), did: number(at), quantity: '1000' },
      start_date: '2026-01-01',
    })),
  )
  await saveRows(
    page,
    'payments',
    currencies.map(currency => ({
      ...{ reference: code(currency), customer_account_code: code(currency), date: '2026-01-01' },
      ...{ amount: '9999999', status: 'completed' },
    })),
  )
  await openFrom(page, '/customers', `${long} USD`)
  const customer = new URL(page.url()).pathname
  await openFrom(page, '/packages', `${long} USD`)
  const sold = new URL(page.url()).pathname
  const search = `?q=${encodeURIComponent(word)}`
  const lists = ['packages', 'customers', 'assignments', 'payments'].map(list => `/${list}${search}`)
  const others = ['/dids', '/billing-runs', '/billing-runs/backlog', '/usage', '/audit', '/settings/users']
  const details = [`${customer}?tab=assignments`, `${customer}?tab=payments`, `${customer}?tab=audit`, sold]
  const faults: string[] = []
  for (const address of [...lists, ...others, '/settings/security-log', ...details]) {
    await page.goto(address)
    await page.waitForLoadState('networkidle')
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      for (const fault of new Set(await page.evaluate(faultsOf)))
        faults.push(`${address} at ${width} px: ${fault}`)
    }
  }
  expect(faults).toEqual([])
})
