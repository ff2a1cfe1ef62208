'use client'
import { createContext, useContext } from 'react'

export type FormState = {
  id: string
  busy: boolean
  /** The submit in progress, so that only its button turns. */
  intent: string | null
  /** Fields that are on the page: an error for any other is shown above the form. */
  names: Set<string>
}

export const FormStateContext = createContext<FormState | null>(null)

export function useFormState(): FormState {
  const state = useContext(FormStateContext)
  if (!state) throw new Error('This component belongs inside a Form')
  return state
}

export type PanelState = {
  setDirty: (dirty: boolean) => void
  close: (saved: boolean) => void
  /** For a form that came after the panel had opened: the focus goes to its first field. */
  takeFocus?: () => void
}

export const PanelContext = createContext<PanelState | null>(null)
