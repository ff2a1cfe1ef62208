'use client'
import { useState } from 'react'
import type { Option } from '@/components/ui/fields/combobox'
import { findPayingCustomers } from './actions'

/** Customers to choose from, and the currency of each that was found, by its account code. */
export function usePayingCustomers() {
  const [currencies, setCurrencies] = useState<Readonly<Record<string, string>>>({})
  const search = async (text: string): Promise<Option[]> => {
    const found = await findPayingCustomers(text)
    if (!found.ok) throw new Error(found.formError)
    setCurrencies(known => ({
      ...known,
      ...Object.fromEntries(found.data.map(row => [row.accountCode, row.currency])),
    }))
    return found.data.map(row => ({
      value: row.accountCode,
      label: row.name,
      note: `${row.accountCode} · ${row.currency}`,
    }))
  }
  return { search, currencies }
}
