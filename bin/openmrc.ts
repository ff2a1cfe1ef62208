import { closeDatabase } from '@/db/client'
import { StartProblem } from '@/lib/environment/start-problem'
import { constraintProblem } from '@/lib/refusal/constraints'
import { Refusal } from '@/lib/refusal/refusal'
import { bill } from './commands/bill'
import { check } from './commands/check'
import { exportCharges } from './commands/export'
import { help, helpOf } from './commands/help'
import { importFiles } from './commands/import'
import { link } from './commands/link'
import { migrate } from './commands/migrate'
import { undo } from './commands/undo'
import { WrongUse } from './commands/wrong-use'

const commands: Record<string, (args: string[]) => Promise<void>> = {
  import: importFiles,
  bill,
  undo,
  export: exportCharges,
  check,
  link,
  migrate,
}

/** The command line of OpenMRC: the same doors without a browser. Exit code 0, or 1 with one sentence. */
async function main(): Promise<void> {
  const [name = 'help', ...args] = process.argv.slice(2)
  const wantsHelp = name === 'help' || name === '--help' || name === '-h'
  if (wantsHelp) return console.log(helpOf(args[0]) ?? help)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new WrongUse(`There is no command “${name}”.`)
  if (args.includes('--help') || args.includes('-h')) return console.log(helpOf(name) ?? help)
  await command(args)
}

function sentenceOf(error: unknown): string {
  if (error instanceof WrongUse) return `${error.message} See npm run --silent openmrc -- help.`
  if (error instanceof Refusal || error instanceof StartProblem) return error.message
  const message =
    constraintProblem(error)?.sentence ?? (error instanceof Error ? error.message : String(error))
  if (process.env.OPENMRC_DEBUG) console.error(error)
  return `This went wrong: ${message.split('\n')[0]} (OPENMRC_DEBUG=1 shows everything.)`
}

async function run(): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(sentenceOf(error))
    process.exitCode = 1
  }
  await closeDatabase()
}

// Whoever reads the output may stop early: `openmrc export charges | head`.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
})

await run()
