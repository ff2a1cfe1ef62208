/** What the bench says about posting. */
import type { PostingFigures } from './posting'

export function postingText(figures: PostingFigures, rate: (perSecond: number) => string): string[] {
  const { lines, shallow, deep, filledRows } = figures
  const per = (name: string, seconds: number, what = '') =>
    `  ${name.padEnd(18)}${rate(lines / seconds)} charges/s, ${seconds.toFixed(1)} s${what}`
  const share = (part: number) => part.toFixed(2)
  const speeds = share(shallow.postSeconds / deep.postSeconds)
  const beside = share(deep.limitSeconds / deep.postSeconds / (shallow.limitSeconds / shallow.postSeconds))
  return [
    `Posting a run where everything is due: ${lines.toLocaleString('en-US')} charges on PostgreSQL`,
    per('post', shallow.postSeconds, ' (explanations, balances, checks, audit)'),
    per('limit', shallow.limitSeconds, ' (INSERT … SELECT of the same rows by the server)'),
    per('bare pipeline', shallow.bareSeconds, ' (read, minimal integer plan, write once)'),
    per('simulate', figures.simulateSeconds),
    `  OpenMRC posts at ${share(shallow.limitSeconds / shallow.postSeconds)} of the limit`,
    `  and ${share(shallow.bareSeconds / shallow.postSeconds)} of the bare pipeline;`,
    `  with ${filledRows.toLocaleString('en-US')} charges more in the ledger at ${speeds} of its speed before`,
    `  (${beside} of it beside the limit, which slows and quickens with the machine);`,
    `  posting again takes ${((figures.againSeconds / shallow.postSeconds) * 100).toFixed(2)} % of posting;`,
    `  the process never held more than ${Math.round(figures.peakMemoryMiB)} MiB.`,
  ]
}
