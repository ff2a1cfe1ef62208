import type { z } from 'zod'
import { Refusal } from '@/lib/refusal/refusal'
import type { ActionResult } from './action-result'
import { type Asked, askedOf, byCookie, type Door, guarded, openDoor } from './guard'

/**
 * The one wrapper of every server action: goes through the guard, parses with the noun's schema, does the work, and answers with data
 * or with sentences; it does not throw. Its type says what our pages send; what a request holds is still parsed.
 * `export const createPackage = action(packageSchema, ({ db, actor, input, today }) => create(db, actor, input, today))`
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  work: (asked: Asked & { input: z.output<Schema> }) => Promise<Data>,
  open: () => Promise<Door> = openDoor,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return sent =>
    guarded(
      { kind: 'action', open, ask: byCookie, refuse: ({ refusal }) => failureOf(refusal) },
      async ({ door, actor }): Promise<ActionResult<Data>> => {
        const input = inputOf(schema, sent)
        return { ok: true, data: await work({ ...(await askedOf(door, actor)), input }) }
      },
    )
}

/** As `action`, for the few doors in front of the sign-in: signing in, the first admin, an invitation. */
export function publicAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  work: (door: Door, input: z.output<Schema>) => Promise<Data>,
  open: () => Promise<Door> = openDoor,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return sent =>
    guarded(
      {
        ...{ kind: 'action', open, refuse: ({ refusal }) => failureOf(refusal) },
        ask: async () => ({ actor: null }),
      },
      async ({ door }): Promise<ActionResult<Data>> => ({
        ok: true,
        data: await work(door, inputOf(schema, sent)),
      }),
    )
}

/** What was sent, as the schema reads it. Throws a Refusal with the first sentence for each field, under its dotted path. */
export function inputOf<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return parsed.data
  const fieldErrors: Record<string, string> = {}
  let formError: string | undefined
  for (const { path, message } of parsed.error.issues) {
    const field = path.join('.')
    if (field === '') formError ??= message
    else fieldErrors[field] ??= message
  }
  throw new Refusal(formError, Object.keys(fieldErrors).length === 0 ? undefined : fieldErrors)
}

/** A refusal as an action answers it, for the form and its fields. */
export function failureOf({ formError, fieldErrors }: Refusal): Extract<ActionResult<never>, { ok: false }> {
  return {
    ok: false,
    ...(formError === undefined ? {} : { formError }),
    ...(fieldErrors === undefined ? {} : { fieldErrors: { ...fieldErrors } }),
  }
}
