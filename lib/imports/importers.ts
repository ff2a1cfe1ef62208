import type { ImportContext, Importer } from './importer'
import { assignmentsImporter } from './importers/assignments'
import { customersImporter } from './importers/customers'
import { didsImporter } from './importers/dids'
import { packagesImporter } from './importers/packages'
import { paymentsImporter } from './importers/payments'
import { usageImporter } from './importers/usage'
import type { FileKind } from './layouts'

const makers: Record<FileKind, (context: ImportContext) => Importer> = {
  customers: customersImporter,
  dids: didsImporter,
  packages: packagesImporter,
  assignments: assignmentsImporter,
  payments: paymentsImporter,
  usage: usageImporter,
}

/** What reads one kind of file, for one import. */
export function importerOf(kind: FileKind, context: ImportContext): Importer {
  return makers[kind](context)
}
