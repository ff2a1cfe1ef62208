/** What the bench says about usage. */
import type { ImportFigures, SpendFigures } from './usage'

export function usageText(
  spend: SpendFigures,
  imported: ImportFigures,
  rate: (perSecond: number) => string,
): string[] {
  const count = (n: number) => n.toLocaleString('en-US')
  return [
    `Minimum spend: ${count(spend.customers)} windows over ${count(spend.rows)} usage rows`,
    `  plan              ${rate(spend.rows / spend.planSeconds)} rows/s, ${spend.planSeconds.toFixed(2)} s (assignments, terms, sums and lines)`,
    `  bare sum          ${rate(spend.rows / spend.sumSeconds)} rows/s, ${spend.sumSeconds.toFixed(2)} s (one sum … group by of the same windows)`,
    `  planning is at ${(spend.sumSeconds / spend.planSeconds).toFixed(2)} of the bare sum.`,
    `Importing ${count(imported.rows)} usage rows, each looked up and judged, all or nothing`,
    `  import            ${rate(imported.rows / imported.importSeconds)} rows/s, ${imported.importSeconds.toFixed(1)} s`,
    `  bare COPY         ${rate(imported.rows / imported.copySeconds)} rows/s, ${imported.copySeconds.toFixed(1)} s (the finished rows, the same indexes)`,
    `  the importer is at ${(imported.copySeconds / imported.importSeconds).toFixed(2)} of COPY;`,
    `  the process never held more than ${Math.round(imported.peakMemoryMiB)} MiB.`,
  ]
}
