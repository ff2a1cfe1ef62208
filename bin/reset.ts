import { createInterface } from 'node:readline/promises'
import { nameDatabase, resetDatabase } from '@/db/reset'
import { printStartProblem } from '@/lib/start-problem'

/** `npm run db:reset`: asks first; `npm run db:reset -- --yes` does not. */
async function reset(): Promise<void> {
  const database = nameDatabase()
  if (!process.argv.includes('--yes')) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout })
    const answer = await terminal.question(`Delete everything in ${database}? Type yes: `)
    terminal.close()
    if (answer.trim() !== 'yes') {
      console.log('Nothing was deleted.')
      return
    }
  }
  await resetDatabase()
  console.log(`Emptied ${database}.`)
}

reset().catch((error: unknown) => {
  printStartProblem(error)
  process.exit(1)
})
