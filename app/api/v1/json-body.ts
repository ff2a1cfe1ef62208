import type { z } from 'zod'
import { parsedJson, textOf } from '@/lib/request/body'

/** The JSON that a program sent; `{}` if it sent nothing, null if it is no JSON or longer than 1 MB. */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await textOf(request)
  if (text === null) return null
  return text.trim() === '' ? {} : parsedJson(text)
}

/** What is wrong with what was sent, with the field that it is in. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  const where = issue?.path.join('.')
  return `${where ? `${where}: ` : ''}${issue?.message ?? 'Send a JSON object.'}`
}
