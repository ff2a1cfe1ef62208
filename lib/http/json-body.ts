import type { z } from 'zod'
import { parsedJson, textOf } from '@/lib/request/body'
import { HttpRefusal } from './http-refusal'

/** The JSON that a program sent; `{}` if it sent nothing, null if it is no JSON or longer than 1 MB. */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await textOf(request)
  if (text === null) return null
  return text.trim() === '' ? {} : parsedJson(text)
}

/** What a program sent, as the schema reads it. Throws 400 with the first thing that is wrong, and the field that it is in. */
export function parseSent<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.')
  throw new HttpRefusal(400, `${field ? `${field}: ` : ''}${issue?.message ?? 'Send a JSON object.'}`)
}
