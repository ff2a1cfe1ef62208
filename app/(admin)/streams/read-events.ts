'use client'

/** The events of an answer that tells them one JSON object a line, as they come. */
export async function* readEvents<Event>(response: Response): AsyncGenerator<Event> {
  if (response.body === null) throw new TypeError('the answer is empty')
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const event: Event = JSON.parse(line)
      yield event
    }
  }
}
