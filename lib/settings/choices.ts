import { currencyCodes } from '../currency'

export type Choice = { value: string; label: string }

/** Every currency with its English name, in alphabetical order of the codes. Made on the server: browsers differ. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  return currencyCodes.map(code => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
}

/** Every IANA time zone that this server knows, UTC first. */
function timeZoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter(name => name !== 'UTC')]
}

/** The zones by region, for a list of choices: `Europe/London` stands under Europe. */
export function timeZoneChoices(): (Choice & { group?: string })[] {
  return timeZoneNames().map(name => {
    const [region, ...place] = name.split('/')
    return place.length === 0
      ? { value: name, label: name }
      : { value: name, label: name.replaceAll('_', ' '), group: region }
  })
}
