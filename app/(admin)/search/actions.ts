'use server'
import { z } from 'zod'
import { scheduleText } from '@/lib/billing/labels'
import { searchCustomers } from '@/lib/customers/read/customers'
import { searchDids } from '@/lib/dids/read/dids'
import { searchText, sentWord } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { formatPrice } from '@/lib/money'
import { searchPackages } from '@/lib/packages/read/packages'
import { search } from '@/lib/search/read'

/** What the search of the top line finds, within what is the actor's. */
export const searchEverywhere = action(searchText, ({ input, ...context }) => search(context, input))

export const findPackages = action(
  z.object({ text: searchText, currency: sentWord(3).nullable() }),
  async ({ db, actor, today, input }) => {
    const found = await searchPackages({ db, actor }, input.text, {
      today,
      currency: input.currency ?? undefined,
    })
    return found.map(({ id, name, currency, terms }) => ({
      value: String(id),
      label: name,
      note: `${formatPrice(terms.retailMicro, currency)} ${currency} · ${scheduleText(terms)}`,
    }))
  },
)

export const findCustomers = action(searchText, async ({ input, ...context }) => {
  const found = await searchCustomers(context, input)
  return found.map(({ id, name, accountCode, currency }) => ({
    value: String(id),
    label: name,
    note: `${accountCode} · ${currency}`,
    currency,
  }))
})

export const findDids = action(searchText, async ({ input, ...context }) => {
  const found = await searchDids(context, input)
  return found.map(({ id, number, customer, currency, isEnabled }) => ({
    value: String(id),
    label: number,
    note: `${customer} · ${currency}${isEnabled ? '' : ' · disabled, still bills'}`,
    currency,
  }))
})
