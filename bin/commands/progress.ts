const everyMs = 3_000

/** Says on stderr how far a long command is: on one line of a terminal, else every few seconds. */
export function progressLine(): { show: (text: string) => void; clear: () => void } {
  const isTerminal = process.stderr.isTTY === true
  let shownAt = Date.now()
  let isDirty = false
  return {
    show: text => {
      const now = Date.now()
      if (now - shownAt < (isTerminal ? 100 : everyMs)) return
      shownAt = now
      isDirty = isTerminal
      process.stderr.write(isTerminal ? `\r\u001b[K${text}` : `${text}\n`)
    },
    clear: () => {
      if (isDirty) process.stderr.write('\r\u001b[K')
      isDirty = false
    },
  }
}

/** `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`
}
