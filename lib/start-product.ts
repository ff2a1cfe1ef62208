import { openDatabase } from '@/db/client'
import { signingSecret } from '@/db/signing-secret'
import { environment } from './env'
import { watchRequests } from './http/incoming'
import { startLog } from './log'
import { startSchedule } from './schedule/ticker'
import { printStartProblem } from './start-problem'
import { goOnUnheard } from './unheard'
import { prepareFirstRun } from './users/first-run'

/** Everything a server needs before the first request; what stops it is said in a sentence, and ends the process. */
export async function startProduct(): Promise<void> {
  if (process.env.NEXT_PHASE === 'phase-production-build') return
  goOnUnheard()
  startLog()
  try {
    watchRequests(environment())
    const db = await openDatabase()
    signingSecret()
    await prepareFirstRun(db)
    await startSchedule(db)
  } catch (error) {
    printStartProblem(error)
    process.exit(1)
  }
}
