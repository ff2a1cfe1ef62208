import { listConnexcsPackages } from '@/lib/packages/queries'
import type { Page } from '@/lib/page'
import type { PackageSetup } from './package-setup'

/** What the form of a package needs from the page. */
export async function packageSetupOf({ db, today, settings }: Page): Promise<PackageSetup> {
  const connexcs = await listConnexcsPackages(db)
  return {
    today,
    currency: settings.currency,
    connexcs: connexcs.map(row => row.name),
    marginWarningPercent: settings.marginWarningPercent,
  }
}
