import type { Page } from '@/lib/http/page'
import { formatPrice } from '@/lib/money'
import { listConnexcsPackages } from '@/lib/packages/read/packages'
import type { PackageSetup } from './package-setup'

/** What the form of a package needs from the page. */
export async function packageSetupOf({ db, actor, today, settings }: Page): Promise<PackageSetup> {
  const connexcs = await listConnexcsPackages({ db, actor })
  return {
    today,
    currency: settings.currency,
    connexcs: connexcs.map(({ name, unitCostMicro, currency }) => ({
      value: name,
      label:
        unitCostMicro === null || currency === null
          ? name
          : `${name} · ${formatPrice(unitCostMicro, currency)} ${currency} a unit`,
    })),
    marginWarningPercent: settings.marginWarningPercent,
  }
}
