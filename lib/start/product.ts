import { environment } from '@/lib/environment/environment'
import { printStartProblem } from '@/lib/environment/start-problem'
import { openApp } from '@/lib/http/read'
import { startLog } from '@/lib/log'
import { watchRequests } from '@/lib/request/incoming'
import { startSchedule } from '@/lib/schedule/write/tick'
import { requireSigningSecret } from '@/lib/sign-in/read/actor'
import { prepareFirstRun } from '@/lib/users/write/first-run'
import { goOnUnheard } from './broken-output'

/** Everything a server needs before the first request; what stops it is said in a sentence, and ends the process. */
export async function startProduct(): Promise<void> {
  if (process.env.NEXT_PHASE === 'phase-production-build') return
  goOnUnheard()
  startLog()
  try {
    watchRequests(environment())
    const { db } = await openApp()
    requireSigningSecret()
    await prepareFirstRun(db)
    await startSchedule(db)
  } catch (error) {
    printStartProblem(error)
    process.exit(1)
  }
}
