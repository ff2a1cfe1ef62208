/** A command that cannot be understood as it was typed, in one sentence. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** What node's parseArgs refuses, as a sentence. */
export function understood<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new WrongUse(`${message.split('. ')[0]?.replace(/\.$/, '')}.`)
  }
}
