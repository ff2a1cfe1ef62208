/** The columns of packages.csv and the fields of the package's schema. */
export const fieldOfColumn: Record<string, string> = {
  code: 'code',
  name: 'name',
  description: 'description',
  currency: 'currency',
  cost: 'cost',
  retail: 'retail',
  setup_cost: 'setupCost',
  setup_retail: 'setupRetail',
  frequency: 'frequency',
  every: 'every',
  frequency_match: 'match',
  timing: 'timing',
  first_period: 'firstPeriod',
  last_period: 'lastPeriod',
  minimum_spend: 'minimumSpend',
  usage_grace_days: 'usageGraceDays',
  minimum_days: 'minimumDays',
  type: 'type',
  destination: 'destination',
  connexcs_package: 'connexcsPackage',
  when_funds_short: 'whenFundsShort',
}

/** The column of a field, under the names of the schema and of the terms (`cost` and `costMicro`). */
export const columnOfField: Record<string, string> = Object.fromEntries(
  Object.entries(fieldOfColumn).flatMap(([column, field]) => [
    [field, column],
    [`${field}Micro`, column],
  ]),
)

/** A row's cells as the schema takes them. An empty cell is the schema's default. */
export function packageCells(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldOfColumn).map(([column, field]) => [field, cells[column] ?? '']),
  )
}
