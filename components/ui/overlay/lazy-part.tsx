'use client'
import { type ComponentType, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Notice } from '../notice'
import { Spinner } from '../spinner'
import { toast } from './toast'

/** Code that is fetched once. A try that failed is forgotten: the next one asks again. */
type Source<Props> = {
  part: () => ComponentType<Props> | null
  bring: () => Promise<void>
  subscribe: (tell: () => void) => () => void
}

/** Code to fetch when somebody comes near; for parts that stand in for themselves until then. */
export function sourceOf<Props>(load: () => Promise<ComponentType<Props>>): Source<Props> {
  let part: ComponentType<Props> | null = null
  let coming: Promise<void> | null = null
  const waiting = new Set<() => void>()
  const arrive = (loaded: ComponentType<Props>) => {
    part = loaded
    for (const tell of waiting) tell()
  }
  const fail = (error: unknown) => {
    coming = null
    throw error
  }
  return {
    part: () => part,
    bring: () => {
      coming ??= load().then(arrive, fail)
      return coming
    },
    subscribe: tell => {
      waiting.add(tell)
      return () => {
        waiting.delete(tell)
      }
    },
  }
}

/** The part once it is there. */
export function usePart<Props>({ subscribe, part }: Source<Props>) {
  return useSyncExternalStore(subscribe, part, () => null)
}

/** What leads to a part spreads `onTheWay`: the code comes while the hand is still moving there. */
function fetching({ bring }: Pick<Source<never>, 'bring'>) {
  // Should it fail it is fetched again when it is drawn, and says so there.
  const fetchIt = () => {
    bring().catch(() => undefined)
  }
  return { fetchIt, onTheWay: { onPointerEnter: fetchIt, onFocus: fetchIt } }
}

function Drawn<Props extends object>({ from, props }: { from: Source<Props>; props: Props }) {
  const Part = usePart(from)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let isGone = false
    from.bring().catch(() => !isGone && setFailed(true))
    return () => {
      isGone = true
    }
  }, [from])
  if (Part) return <Part {...props} />
  if (failed) return <Notice tone="bad">This part could not be loaded. Close it and try again.</Notice>
  return (
    <p role="status" className="flex flex-1 items-center justify-center gap-2 p-8 text-muted">
      <Spinner /> Opening…
    </p>
  )
}

/**
 * A part that few who open the page want, such as the form of a panel: its code comes when it is first drawn. What leads
 * to it spreads its `onTheWay`, and the code comes while the hand is still moving there.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const from = sourceOf(load)
  return Object.assign((props: Props) => <Drawn from={from} props={props} />, fetching(from))
}

export type Openable = { open: boolean; onOpenChange: (open: boolean) => void }

type Manner = {
  /** Stands in for it until its code has come. */
  meanwhile?: ReactNode
  /** Where its code cannot be had it closes again without a word. */
  quiet?: boolean
}

type OpenedOf<Props> = Manner & { from: Source<Props>; props: Props }

function Opened<Props extends Openable>({ from, props, meanwhile, quiet }: OpenedOf<Props>) {
  const { open } = props
  const close = useRef(() => props.onOpenChange(false))
  close.current = () => props.onOpenChange(false)
  const Part = usePart(from)
  const [isDrawn, setDrawn] = useState(false)
  // Drawn closed for a moment, so that it comes in at the first time as at every other.
  useEffect(() => setDrawn(Part !== null), [Part])
  useEffect(() => {
    if (!open || Part) return
    from.bring().catch(() => {
      close.current()
      if (!quiet) toast(unreachable)
    })
  }, [open, Part, from, quiet])
  // What closes goes as it stood: emptied at once, it would jump on its way out.
  const standing = useRef(props)
  if (open) standing.current = props
  const { onOpenChange } = props
  if (Part) return <Part {...standing.current} open={open && isDrawn} onOpenChange={onOpenChange} />
  return open ? meanwhile : null
}

const unreachable = {
  title: 'That could not be opened',
  description: 'The server could not be reached. Try again in a moment.',
  tone: 'bad',
} as const

function SinceOpened<Props extends Openable>(opened: OpenedOf<Props>) {
  const { open } = opened.props
  const [isWanted, setWanted] = useState(open)
  if (open && !isWanted) setWanted(true)
  return isWanted ? <Opened {...opened} /> : null
}

/** What opens over the page: nothing of it is there before its first opening. `onTheWay` as with `later`. */
export function whenOpened<Props extends Openable>(
  load: () => Promise<ComponentType<Props>>,
  manner: Manner = {},
) {
  const from = sourceOf(load)
  return Object.assign(
    (props: Props) => <SinceOpened from={from} props={props} {...manner} />,
    fetching(from),
  )
}
