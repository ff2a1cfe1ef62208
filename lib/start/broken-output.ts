/**
 * Lets a process go on where nobody reads what it says any more: a terminal that was closed, a log program that died. Unheard, the
 * error of each line is an error to be logged, which fails again, and so on for ever.
 */
export function goOnUnheard(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) stream.on('error', () => undefined)
}
