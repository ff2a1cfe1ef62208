'use client'
import { useRef, useState } from 'react'
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form'
import type { z } from 'zod'
import type { ActionResult } from '@/lib/http/action-result'
import { whenIdle } from '../overlay/when-idle'
import { focusFirstInvalid } from './focus-invalid'

const unreachable =
  'Nothing was saved: the server could not be reached. What you typed is still here. Try again in a moment.'

export type ActionForm<Input extends FieldValues, Output> = UseFormReturn<Input, unknown, Output> & {
  busy: boolean
  intent: string | null
  formError: string | undefined
  /** `seen` is sent along with the fields. */
  submit: (intent: string, seen?: object | null) => void
  /** Fetches what checks the form, before it is needed. */
  getReady: () => void
  names: Set<string>
}

/** What checks the form, with zod: fetched when it is first wanted, for a page is drawn without it. */
async function resolverOf<Input extends FieldValues, Output>(
  schema: () => Promise<z.ZodType<Output, Input>>,
): Promise<Resolver<Input, unknown, Output>> {
  const [{ zodResolver }, checked] = await Promise.all([import('@hookform/resolvers/zod'), schema()])
  return zodResolver(checked)
}

/**
 * A form over one schema and one server action. What was typed is sent, not what the schema made of it: the action parses
 * with the same schema, which is fetched once somebody types. Errors of the action land on their field; one for a field
 * that is not shown stands above the form.
 */
export function useActionForm<Input extends FieldValues, Output, Data>({
  schema,
  defaultValues,
  action,
  onDone,
  hidden,
}: {
  schema: () => Promise<z.ZodType<Output, Input>>
  defaultValues: DefaultValues<Input>
  action: (input: Input) => Promise<ActionResult<Data>>
  onDone?: (data: Data, intent: string) => void
  /** Sent along without a field: an id, a revision. */
  hidden?: Partial<Input>
}): ActionForm<Input, Output> {
  const [names] = useState(() => new Set<string>())
  const [intent, setIntent] = useState<string | null>(null)
  const [formError, setFormError] = useState<string>()
  const running = useRef(false)
  const form = useForm<Input, unknown, Output>({
    resolver: async (values, context, options) => (await resolverOf(schema))(values, context, options),
    defaultValues: { ...defaultValues, ...hidden },
    shouldFocusError: false,
  })

  const show = (errors: Record<string, string>, sentence?: string) => {
    const homeless = Object.entries(errors).filter(([name]) => !names.has(name))
    for (const [name, message] of Object.entries(errors))
      if (names.has(name)) form.setError(name as Path<Input>, { type: 'server', message })
    setFormError([sentence, ...homeless.map(([, message]) => message)].filter(Boolean).join(' ') || undefined)
    focusFirstInvalid()
  }

  const send = async (input: Input, chosen: string) => {
    setFormError(undefined)
    const result = await action(input)
    if (!result.ok) return show(result.fieldErrors ?? {}, result.formError)
    form.reset(chosen === 'another' ? undefined : form.getValues())
    onDone?.(result.data, chosen)
  }

  const refuse = () => {
    const unseen = Object.entries(form.formState.errors)
      .filter(([name]) => !names.has(name))
      .map(([name, error]) => `${name}: ${String(error?.message ?? 'not valid')}`)
    setFormError(unseen.length > 0 ? unseen.join(' ') : undefined)
    focusFirstInvalid()
  }

  const submit = async (chosen: string, seen?: object | null) => {
    if (running.current) return
    running.current = true
    setIntent(chosen)
    // As the screen was when the button was pressed: what is typed while it is checked is not part of it.
    const input = { ...form.getValues(), ...hidden, ...seen }
    try {
      await form.handleSubmit(() => send(input, chosen), refuse)()
    } catch (error) {
      // A redirect of the action arrives as an error with this mark; the router is already on its way.
      const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
      if (!digest.startsWith('NEXT_REDIRECT')) setFormError(unreachable)
    } finally {
      running.current = false
      setIntent(null)
    }
  }

  const isReady = useRef(false)
  const getReady = () => {
    if (isReady.current) return
    isReady.current = true
    // After what was typed is painted. Should it fail it is fetched again when it is needed, and says so there.
    whenIdle(() => void resolverOf(schema).catch(() => undefined))
  }

  return { ...form, busy: intent !== null, intent, formError, submit, getReady, names }
}
