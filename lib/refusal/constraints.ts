/** What a broken constraint means to the person who typed: on which field of the form (null: on the form), in a sentence. */
export type ConstraintProblem = { constraint: string; field: string | null; sentence: string }

type Meaning = readonly [field: string | null, sentence: string]

/** Named constraints that a race or a crafted request can reach, behind the checks of the forms. */
export const constraintMeanings: Readonly<Record<string, Meaning>> = {
  // packages
  packages_name_unique: [
    'name',
    'Another package has this name. Choose another name, or archive that package first.',
  ],
  packages_code_unique: ['code', 'Another package has this code. Choose another code.'],
  packages_name_length: ['name', 'Type a name of 1 to 120 characters.'],
  packages_code_length: ['code', 'Type a code of 1 to 120 characters.'],
  packages_description_length: ['description', 'Type at most 2,000 characters.'],
  packages_currency_form: ['currency', 'Choose a currency such as USD.'],
  packages_notice_days_in_range: ['noticeDays', 'Type a whole number of days from 0 to 60.'],
  packages_connexcs_package_id_connexcs_packages_id_fk: [
    'connexcsPackage',
    'This ConnexCS Package is not there any more. Choose another one.',
  ],
  connexcs_packages_name_unique: ['name', 'There is a ConnexCS Package with this name already.'],
  connexcs_packages_name_length: ['name', 'Type a name of 1 to 120 characters.'],
  connexcs_packages_unit_cost_in_range: ['unitCost', 'Prices are from 0 to 999,999,999.'],
  connexcs_packages_cost_has_currency: ['currency', 'Choose the currency of the unit cost.'],
  package_versions_prices_in_range: ['retail', 'Prices are from 0 to 999,999,999.'],
  package_versions_words_known: ['frequency', 'Choose one of the values of the list.'],
  package_versions_every_in_range: ['every', 'Type a whole number from 1 to 60.'],
  package_versions_grace_in_range: ['usageGraceDays', 'Type a whole number from 0 to 60.'],
  package_versions_minimum_days_in_range: ['minimumDays', 'Type a whole number from 0 to 3,650.'],
  package_versions_match_fits: ['match', 'These days do not fit the frequency. Choose them again.'],
  package_versions_minimum_spend_recurs: ['frequency', 'A minimum spend needs a frequency other than none.'],
  package_versions_destination_limit: ['destination', 'Type at most 200 prefixes.'],
  package_versions_number_unique: [
    null,
    'Another user saved this package a moment ago. Reload to see the changes.',
  ],
  package_versions_never_changed: [
    null,
    'A version of the terms is never changed. Save the change as a new version.',
  ],
  // customers and DIDs
  customers_account_code_unique: [
    'accountCode',
    'Another customer has this account code. Choose another one.',
  ],
  customers_account_code_length: ['accountCode', 'Type an account code of 1 to 60 characters.'],
  customers_name_length: ['name', 'Type a name of 1 to 200 characters.'],
  customers_currency_form: ['currency', 'Choose a currency such as USD.'],
  customers_account_manager_id_users_id_fk: [
    'accountManagerId',
    'This person is not there any more. Choose another one.',
  ],
  dids_number_unique: ['number', 'This number is in the list already.'],
  dids_number_e164: ['number', 'Type 3 to 15 digits with the country code first, such as 442071234567.'],
  dids_carrier_length: ['carrier', 'Type at most 120 characters.'],
  dids_customer_id_customers_id_fk: [
    'customerId',
    'This customer is not there any more. Choose another one.',
  ],
  // assignments
  assignments_reference_unique: ['reference', 'Another assignment has this reference. Choose another one.'],
  assignments_one_target: ['customerId', 'Choose a customer or one of its DIDs, not both.'],
  assignments_customer_pays: ['customerId', 'The customer who pays is not the customer of this assignment.'],
  assignments_quantity_in_range: ['quantity', 'Type a whole number from 1 to 1,000,000.'],
  assignments_end_not_before_start: ['endOn', 'The end date is before the start date.'],
  assignments_dates_in_range: ['startOn', 'Dates are from 1970-01-01 to 9999-12-31.'],
  assignments_minutes_in_range: ['minutes', 'Type a whole number of minutes from 0 to 100,000,000.'],
  assignments_minimum_days_in_range: ['minimumDays', 'Type a whole number from 0 to 3,650.'],
  assignments_package_id_packages_id_fk: [
    'packageId',
    'This package is not there any more. Choose another one.',
  ],
  assignments_customer_id_customers_id_fk: [
    'customerId',
    'This customer is not there any more. Choose another one.',
  ],
  assignments_payer_id_customers_id_fk: [
    'customerId',
    'This customer is not there any more. Choose another one.',
  ],
  assignments_did_id_dids_id_fk: ['didId', 'This DID is not there any more. Choose another one.'],
  assignments_moved_once: [
    null,
    'Another user moved this number at the same moment. Reload the page and try again.',
  ],
  assignments_moved_after_charges: [
    null,
    'A run charged it while you looked. Nothing was moved: look again, and try again.',
  ],
  assignments_one_payer: [null, 'An assignment has one payer for ever. Move its number instead.'],
  assignment_quantities_in_range: ['quantity', 'Type a whole number from 1 to 1,000,000.'],
  assignment_quantities_assignment_id_assignments_id_fk: [null, 'This assignment is not there any more.'],
  // money
  payments_reference_unique: ['reference', 'Another payment has this reference. Choose another one.'],
  payments_amount_positive: ['amount', 'Type an amount above 0.'],
  payments_status_known: ['status', 'Choose pending, completed or cancelled.'],
  payments_customer_id_customers_id_fk: [
    'customerId',
    'This customer is not there any more. Choose another one.',
  ],
  usage_usage_id_unique: [null, 'This usage was imported already.'],
  usage_seconds_not_negative: [null, 'Seconds are 0 or more.'],
  usage_charge_in_range: [null, 'A usage charge is from -999,999,999 to 999,999,999.'],
  usage_correction_is_no_call: [null, 'A correction below 0 has no seconds.'],
  usage_customer_id_customers_id_fk: [null, 'The customer of this usage is not there any more.'],
  usage_did_id_dids_id_fk: [null, 'The DID of this usage is not there any more.'],
  charges_exactly_once: [
    null,
    'Another run charged the same period at this moment. Run again: it will say so.',
  ],
  charges_reversed_once: [null, 'These charges were undone already.'],
  charges_append_only: [null, 'Charges are never changed or deleted. Undo the run instead.'],
  ledger_entries_charge_once: [null, 'This charge was debited already.'],
  ledger_entries_payment_once: [null, 'This payment moved the balance already. Reload the page.'],
  ledger_entries_append_only: [null, 'The ledger is never changed. Post the opposite entry instead.'],
  audit_log_append_only: [null, 'The audit log is never changed.'],
  billing_runs_one_simulation_each: [
    null,
    'Another simulation of yours is still under way. Wait for it, or cancel it on its page.',
  ],
  billing_runs_customer_id_customers_id_fk: [
    'customerId',
    'This customer is not there any more. Choose another one.',
  ],
  assignments_ledger_stays: [null, 'This assignment has charges and is never deleted: end it instead.'],
  charge_waivers_once: [null, 'Another user took this charge off a moment ago.'],
  charge_waivers_assignment_id_assignments_id_fk: [null, 'This assignment is not there any more.'],
  // people and settings
  users_email_unique: ['email', 'Another user has this e-mail address already.'],
  api_keys_name_length: ['name', 'Type a name of 1 to 80 characters.'],
  settings_daily_run_hour: ['dailyRunHour', 'Choose an hour from 0 to 23.'],
  settings_notice_days: ['noticeDays', 'Enter a whole number of days from 1 to 60.'],
  settings_margin_percent: ['marginWarningPercent', 'Type a whole number from 0 to 100.'],
}

/** What the same foreign key means where a row that others point at was to be deleted. */
const stillUsed: Meaning = [null, 'This is still in use, so it cannot be deleted.']

/** The broken constraint as a field and a sentence; null if the error is something else. */
export function constraintProblem(error: unknown): ConstraintProblem | null {
  const broken = brokenConstraint(error)
  if (!broken) return null
  const meaning = broken.isStillReferenced ? stillUsed : constraintMeanings[broken.name]
  return meaning ? { constraint: broken.name, field: meaning[0], sentence: meaning[1] } : null
}

/** The name of the constraint that an error of `pg`, of PGlite, or of Drizzle around either speaks of; else null. */
export function constraintOf(error: unknown): string | null {
  return brokenConstraint(error)?.name ?? null
}

function brokenConstraint(error: unknown): { name: string; isStillReferenced: boolean } | null {
  // An error may wrap itself: look a few levels deep, never forever.
  for (let cause = error, depth = 0; depth < 8 && typeof cause === 'object' && cause !== null; depth++) {
    if ('constraint' in cause && typeof cause.constraint === 'string' && cause.constraint !== '') {
      const detail = 'detail' in cause && typeof cause.detail === 'string' ? cause.detail : ''
      return { name: cause.constraint, isStillReferenced: detail.includes('still referenced') }
    }
    cause = 'cause' in cause ? cause.cause : undefined
  }
  return null
}

/** True if a period turned out to be charged already: a batch is planned again over fresh facts. */
export function isChargedAlready(failure: unknown): boolean {
  return constraintOf(failure) === 'charges_exactly_once'
}
