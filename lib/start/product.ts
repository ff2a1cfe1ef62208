import { openDatabase } from '@/db/client'
import { signingSecret } from '@/db/signing-secret'
import { environment } from '@/lib/environment/environment'
import { printStartProblem } from '@/lib/environment/start-problem'
import { startLog } from '@/lib/log'
import { watchRequests } from '@/lib/request/incoming'
import { startSchedule } from '@/lib/schedule/ticker'
import { prepareFirstRun } from '@/lib/users/write/first-run'
import { goOnUnheard } from './broken-output'

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
