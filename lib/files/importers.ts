import { assignmentsImporter } from './assignments/importer'
import { customersImporter } from './customers/importer'
import { didsImporter } from './dids/importer'
import type { ImportContext, Importer } from './importer'
import type { FileKind } from './kinds'
import { packagesImporter } from './packages/importer'
import { paymentsImporter } from './payments/importer'
import { usageImporter } from './usage/importer'

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
