/** Chance from a seed that a test prints: the same seed gives the same lives on every machine. */

export type Chance = {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True `part` times in one. */
  is(part: number): boolean
  of<T>(choices: readonly [T, ...T[]]): T
  /** One of a list that may be empty. */
  any<T>(choices: readonly T[]): T | undefined
  /** Some of them, in their order; never none if there is one. */
  some<T>(choices: readonly T[], most: number): T[]
}

/** mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    whole,
    is: part => next() < part,
    of: choices => choices[whole(0, choices.length - 1)] ?? choices[0],
    any: choices => choices[whole(0, choices.length - 1)],
    some: (choices, most) => {
      const wanted = Math.min(choices.length, whole(1, most))
      const taken = new Set<number>()
      while (taken.size < wanted) taken.add(whole(0, choices.length - 1))
      return choices.filter((_, i) => taken.has(i))
    },
  }
}

/** The seed of a test whose moments are chance: SEED, or one of its own. The title of the test prints it. */
export const ownSeed = (): number => Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
