/** A random book under way: what its deeds draw on. */
import type { Day } from '@/lib/calendar-date'
import type { Chance } from '../chance'
import type { ReferenceBook } from './reference'
import type { Step, TypedTerms } from './steps'

/** `say` types a step if SPEC allows it, and says whether it did. */
export type Sketch = {
  chance: Chance
  book: ReferenceBook
  today: Day
  withOwnTerms: boolean
  customers: { code: string; currency: string; dids: string[] }[]
  packages: { code: string; currency: string; terms: TypedTerms }[]
  /** DIDs and customers that have no assignment yet. */
  free: { customer: string; currency: string; did?: string }[]
  names: number
  say(step: Step): boolean
}

/** Something that may be typed, once. */
export type Deed = (sketch: Sketch) => void
