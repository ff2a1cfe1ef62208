'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { Button, LinkButton } from '@/components/ui/button'
import { Progress } from '@/components/ui/figure/progress'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast'
import { loadSample } from './actions'

const loadSchema = z.object({
  id: z.string(),
  status: z.enum(['running', 'done', 'failed']),
  text: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  problem: z.string().nullable(),
})
type Load = z.output<typeof loadSchema>

const lost = 'The server was restarted while it loaded. Load again: only what is missing is added.'

/** Start empty, or load the sample provider and watch. A reload finds the load that is running. */
export function FirstData({ running }: { running: Load | null }) {
  const router = useRouter()
  const [load, setLoad] = useState(running)
  const [problem, setProblem] = useState<string | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const id = load?.id

  useEffect(() => {
    if (!id) return
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const look = async () => {
      const next = await askProgress(id)
      if (isOver) return
      if (next?.status === 'done') {
        toast({ title: 'The sample provider is loaded' })
        return router.replace('/')
      }
      if (next === null || next.status === 'failed') {
        setProblem(next?.problem ?? lost)
        return setLoad(null)
      }
      setLoad(next)
      timer = setTimeout(look, 400)
    }
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [id, router])

  const start = async () => {
    setProblem(null)
    setIsStarting(true)
    const result = await loadSample(undefined).catch(() => null)
    setIsStarting(false)
    if (result?.ok) setLoad(result.data)
    else setProblem(result?.formError ?? 'The server could not be reached. Try again in a moment.')
  }

  if (load) {
    const { done, total, text } = load
    return (
      <div className="flex flex-col gap-3">
        <Progress label="Loading the sample provider" value={done} max={total ?? undefined} text={text} />
        <p className="text-muted">You may reload this page; the loading goes on.</p>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {problem && <Notice tone="bad">{problem}</Notice>}
      <section className="rounded-lg border border-line p-4">
        <h2 className="text-base font-semibold">Load the sample provider</h2>
        <p className="mt-1 mb-3 text-muted">
          Packages, customers, DIDs, assignments, payments and usage of an invented provider: look around,
          simulate a run, then throw it away.
        </p>
        <Button variant="primary" busy={isStarting} onClick={start}>
          Load the sample provider
        </Button>
      </section>
      <section className="rounded-lg border border-line p-4">
        <h2 className="text-base font-semibold">Start empty</h2>
        <p className="mt-1 mb-3 text-muted">
          Add your own packages and customers one by one, or import them from CSV files.
        </p>
        <LinkButton href="/">Start empty</LinkButton>
      </section>
    </div>
  )
}

/** The load as the server has it; null where the server does not know it any more. */
async function askProgress(id: string): Promise<Load | null> {
  try {
    const answer = await fetch(`/set-up/progress?id=${encodeURIComponent(id)}`, { cache: 'no-store' })
    if (answer.status === 404) return null
    return loadSchema.parse(await answer.json())
  } catch {
    // The connection broke for a moment: the load itself goes on.
    return { id, status: 'running', text: 'Waiting for the server', done: 0, total: null, problem: null }
  }
}
