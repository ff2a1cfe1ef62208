/** The most memory that this process held while it was watched. */
export type MemoryWatch = { pause: () => void; resume: () => void; stop: () => number }

/** Looks at the resident set every 50 ms; `stop` answers the highest in MiB. */
export function watchMemory(): MemoryWatch {
  let peak = 0
  let isOn = true
  const timer = setInterval(() => {
    if (isOn) peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  return {
    pause: () => {
      isOn = false
    },
    resume: () => {
      isOn = true
    },
    stop: () => {
      clearInterval(timer)
      return peak / 1_048_576
    },
  }
}
