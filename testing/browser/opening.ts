import { expect, type Locator } from '@playwright/test'

/** A press before the page's script has taken over does nothing yet: it is pressed again. */
export async function openBy(button: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (!(await opened.isVisible())) await button.click()
    await expect(opened).toBeVisible({ timeout: 1_000 })
  }).toPass()
}
