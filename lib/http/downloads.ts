/**
 * Files that people download, counted while they are written: reading a whole list is the most that one request can ask for. Counted
 * in this process, by the person.
 */

/** So many at once are what somebody asks for who opens a few files one after the other. */
export const mostDownloads = 3

const tooManySentence =
  'Three of your downloads are under way. Wait until one of them has ended, then try again.'

/** A download that neither ends nor is given up is not counted any longer: the other side may have vanished. */
const forgottenAfterMs = 10 * 60_000

const underWay = new Map<string, number>()

/** Counts a download of this person until what it returns is called; null if there are too many already. */
export function beginDownload(personId: string): (() => void) | null {
  const count = underWay.get(personId) ?? 0
  if (count >= mostDownloads) return null
  underWay.set(personId, count + 1)
  let isCounted = true
  const end = () => {
    if (!isCounted) return
    isCounted = false
    clearTimeout(timer)
    const left = (underWay.get(personId) ?? 1) - 1
    if (left > 0) underWay.set(personId, left)
    else underWay.delete(personId)
  }
  const timer = setTimeout(end, forgottenAfterMs)
  timer.unref()
  return end
}

/** The answer of `make`, counted as a download of this person until its last byte is sent; 429 if there are too many. */
export async function asDownload(
  { id }: { id: string | null },
  make: () => Response | Promise<Response>,
): Promise<Response> {
  const end = beginDownload(id ?? 'nobody')
  if (!end) return new Response(`${tooManySentence}\n`, { status: 429, headers: { 'retry-after': '10' } })
  try {
    const { body, status, headers } = await make()
    if (body === null) end()
    return new Response(body && untilEnd(body, end), { status, headers })
  } catch (error) {
    end()
    throw error
  }
}

function untilEnd(body: ReadableStream<Uint8Array>, end: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const read = await reader.read()
        if (!read.done) return controller.enqueue(read.value)
        end()
        controller.close()
      } catch (error) {
        end()
        controller.error(error)
      }
    },
    async cancel(reason) {
      end()
      await reader.cancel(reason)
    },
  })
}
