import { createInterface } from 'node:readline/promises'
import { nameDatabase, resetDatabase } from '@/db/reset'
import { printStartProblem } from '@/lib/environment/start-problem'

/** `npm run db:reset`: asks first; `npm run db:reset -- --yes` does not. */
async function reset(): Promise<void> {
  const database = nameDatabase()
  if (!process.argv.includes('--yes')) {
    const answer = await ask(`Delete everything in ${database}? Type yes: `)
    if (answer.trim() !== 'yes') {
      console.log('Nothing was deleted.')
      return
    }
  }
  await resetDatabase()
  console.log(`Emptied ${database}.`)
}

/** What is typed; nothing where nobody is there to type. */
function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  return new Promise(resolve => {
    terminal.once('close', () => resolve(''))
    terminal.question(question).then(answer => {
      resolve(answer)
      terminal.close()
    })
  })
}

reset().catch((error: unknown) => {
  printStartProblem(error)
  process.exit(1)
})
