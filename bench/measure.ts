/** Median of several rounds, interleaved so that a noisy machine is noisy for everybody alike. */
export type Contender = { name: string; work: () => number }
export type Measured = { name: string; perSecond: number }

/** Runs every contender in turn, `rounds` times; `work` answers how many things it did. */
export function measure(contenders: readonly Contender[], rounds = 5, milliseconds = 200): Measured[] {
  const rates = contenders.map((): number[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    contenders.forEach(({ work }, i) => {
      const started = performance.now()
      let done = 0
      let elapsed = 0
      do {
        done += work()
        elapsed = performance.now() - started
      } while (elapsed < milliseconds)
      // The first round warms up.
      if (round > 0) rates[i]?.push((done / elapsed) * 1000)
    })
  }
  return contenders.map(({ name }, i) => ({ name, perSecond: median(rates[i] ?? []) }))
}

export function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)] ?? 0
}
