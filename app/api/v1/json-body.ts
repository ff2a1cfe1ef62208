import type { z } from 'zod'

const mostBytes = 1_000_000

/** The JSON that a program sent; `{}` where it sent nothing, null where it is no JSON or far too long. */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.length > mostBytes) return null
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What is wrong with what was sent, with the field that it is in. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  const where = issue?.path.join('.')
  return `${where ? `${where}: ` : ''}${issue?.message ?? 'Send a JSON object.'}`
}
