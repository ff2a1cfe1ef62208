/** Prefixes as the countries they reach, by the numbering plans of libphonenumber. For the server: the plans are large. */
import 'server-only'
import metadata from 'libphonenumber-js/metadata.min.json'
import { type CountryCode, getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/min'

/** A country, or what a prefix reaches instead, with the prefixes of it that are free. */
export type Destination = {
  label: string
  /** Other countries under the same prefixes: Guernsey, the Isle of Man and Jersey under 44. */
  others: string[]
  prefixes: string[]
}

const names = new Intl.DisplayNames('en', { type: 'region' })
const nameOf = (country: CountryCode) => names.of(country) ?? country
/** Codes of no country: free phone, satellites, networks. */
const services = ['800', '808', '870', '878', '881', '882', '883', '888', '979']

/** The countries of a calling code, the one that people mean first: those that own no digits of it before those that do. */
function countriesOf(code: string): CountryCode[] {
  const inOrder: Partial<Record<string, CountryCode[]>> = metadata.country_calling_codes
  const found = inOrder[code] ?? getCountries().filter(country => getCountryCallingCode(country) === code)
  const [first, ...others] = found
  if (first === undefined) return []
  const small = others.filter(country => leadingDigitsOf(country) !== null)
  return [first, ...others.filter(country => !small.includes(country)), ...small]
}

const codes = [...new Set(getCountries().map(country => String(getCountryCallingCode(country))))]

function leadingDigitsOf(country: CountryCode): string | null {
  const plan = new Metadata()
  plan.selectNumberingPlan(country)
  return plan.numberingPlan?.leadingDigits() || null
}

/** Of countries that share a code, those that the digits after it leave open. `242` of code 1 is the Bahamas. */
function narrowed(countries: CountryCode[], rest: string): CountryCode[] {
  if (rest === '' || countries.length === 1) return countries
  const plans = countries.map(country => ({ country, leading: leadingDigitsOf(country) }))
  // The library's own short patterns, never what somebody typed.
  const named = plans.filter(({ leading }) => leading !== null && new RegExp(`^(?:${leading})`).test(rest))
  const open = named.length > 0 ? named : plans.filter(({ leading }) => leading === null)
  return open.length > 0 ? open.map(({ country }) => country) : countries
}

function reach(prefix: string): Omit<Destination, 'prefixes'> {
  const code = codes.find(known => prefix.startsWith(known))
  if (code !== undefined) {
    const [first, ...others] = narrowed(countriesOf(code), prefix.slice(code.length)).map(nameOf)
    return { label: first ?? code, others }
  }
  if (services.some(service => prefix.startsWith(service)))
    return { label: 'International services', others: [] }
  const within = codes.filter(known => known.startsWith(prefix)).flatMap(countriesOf)
  if (within.length === 0) return { label: 'No country', others: [] }
  return { label: `Country codes that begin with ${prefix}`, others: within.map(nameOf) }
}

/** The destinations behind a package's prefixes, by name; prefixes that reach the same stand together. */
export function destinationsOf(prefixes: readonly string[]): Destination[] {
  const found = new Map<string, Destination>()
  for (const prefix of prefixes) {
    const { label, others } = reach(prefix)
    const key = [label, ...others].join('|')
    const known = found.get(key)
    if (known) known.prefixes.push(prefix)
    else found.set(key, { label, others, prefixes: [prefix] })
  }
  return [...found.values()].sort((a, b) => a.label.localeCompare(b.label, 'en'))
}
