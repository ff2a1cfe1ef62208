import { randomUUID } from 'node:crypto'
import type { Within } from '@/lib/access/context'
import { loadSampleProvider } from '@/lib/imports/sample'
import { log } from '@/lib/log'
import { Refusal } from '@/lib/refusal/refusal'

/** One load of the sample provider, as the page that started it follows it. */
export type SampleLoad = {
  /** Unguessable: whoever knows it may ask how far the load is, without a question to the busy database. */
  id: string
  status: 'running' | 'done' | 'failed'
  text: string
  done: number
  total: number | null
  problem: string | null
}

// On globalThis: the action that starts it and the route that reports it are bundled apart.
const shared: typeof globalThis & { openmrcSampleLoad?: SampleLoad } = globalThis

export function currentLoad(): SampleLoad | null {
  return shared.openmrcSampleLoad ?? null
}

/** Starts loading and returns at once. While a load is running it is that one. */
export function startLoad({ db, actor, today }: Within<'actor' | 'today'>): SampleLoad {
  const running = currentLoad()
  if (running?.status === 'running') return running
  const load: SampleLoad = {
    id: randomUUID(),
    status: 'running',
    text: 'Starting',
    done: 0,
    total: null,
    problem: null,
  }
  shared.openmrcSampleLoad = load
  void follow({ db, actor, today }, load)
  return { ...load }
}

async function follow({ db, actor, today }: Within<'actor' | 'today'>, load: SampleLoad): Promise<void> {
  try {
    await loadSampleProvider({ db, actor, today }, progress => {
      load.text = progress.text
      load.done = progress.done
      load.total = progress.total
    })
    load.status = 'done'
  } catch (error) {
    load.status = 'failed'
    load.problem =
      error instanceof Refusal
        ? error.message
        : 'The sample could not be loaded. What was loaded so far is kept; loading again adds only what is missing.'
    if (!(error instanceof Refusal)) log.error('loading the sample provider failed', { error })
  }
}
