/** Floors and ceilings that a figure must keep on any machine, however busy: far below what docs/benchmarks.md aims at. */

export type Judged = { what: string; value: number } & ({ atLeast: number } | { atMost: number })

/** A sentence for each figure that is beyond its limit; none where all hold. A figure that is no number misses. */
export function misses(figures: readonly Judged[]): string[] {
  return figures.flatMap(figure => {
    const { what, value } = figure
    const shown = Number(value.toPrecision(3))
    if ('atLeast' in figure)
      return value >= figure.atLeast ? [] : [`${what}: ${shown}, at least ${figure.atLeast}`]
    return value <= figure.atMost ? [] : [`${what}: ${shown}, at most ${figure.atMost}`]
  })
}
