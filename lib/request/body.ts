/** What a request may bring: how much, and in which form. The door for files (app/(admin)/imports/upload) judges by itself. */

/** No form, bulk change or API call of ours is nearly as long. */
export const mostBodyBytes = 1_000_000

/** Deeper than anything that a form sends; what reads it goes down one call for each bracket. */
const deepest = 100

const tooLong = 'The request body is longer than 1 MB and was refused.'

export type BodyProblem = { status: 400 | 411 | 413; sentence: string }

/** What is wrong with a body by what its headers say, before any of it is read. */
export function announcedProblem(headers: Headers): BodyProblem | null {
  const length = headers.get('content-length')
  if (length === null)
    return headers.has('transfer-encoding')
      ? { status: 411, sentence: 'Send a body with its length (Content-Length).' }
      : null
  return Number(length) <= mostBodyBytes ? null : { status: 413, sentence: tooLong }
}

/**
 * What is wrong with what a page of ours sends to a server action. The framework answers all of it with a failure and a stack
 * trace in the log, which anybody could write endlessly.
 */
export async function actionProblem(request: Request): Promise<BodyProblem | null> {
  const text = await textOf(request)
  if (text === null) return { status: 413, sentence: tooLong }
  const isPlain = /^text\/plain\b/i.test(request.headers.get('content-type') ?? '')
  return isTooDeep(text) || (isPlain && !isJson(text))
    ? { status: 400, sentence: 'The request body cannot be read and was refused.' }
    : null
}

/** The JSON of a body, or null if it is none; reading stops behind 1 MB, and the answer is null as well. */
export async function jsonOf(request: Request): Promise<unknown> {
  const text = await textOf(request)
  return text === null ? null : parsedJson(text)
}

/** JSON, or null if it is none, or nested far deeper than anything that is meant. */
export function parsedJson(text: string): unknown {
  if (isTooDeep(text)) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The text of a body; null if it is longer than 1 MB, whatever its headers say. */
export async function textOf(request: Request): Promise<string | null> {
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.length
    if (bytes > mostBodyBytes) {
      void reader.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(read.value, { stream: true })
  }
  return text + decoder.decode()
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Whether brackets outside of quotes are nested deeper than in anything that is meant. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (isQuoted && sign === '\\') at += 1
    else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === '[' || sign === '{')) {
      depth += 1
      if (depth > deepest) return true
    } else if (!isQuoted && (sign === ']' || sign === '}')) depth -= 1
  }
  return false
}
