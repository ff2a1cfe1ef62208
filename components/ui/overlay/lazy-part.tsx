'use client'
import {
  type ComponentType,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useState,
} from 'react'
import { Notice } from '../notice'
import { Spinner } from '../spinner'
import { type LazyCode, lazyCode } from './lazy-code'
import { toast } from './toast'

const opening = (
  <p role="status" className="flex flex-1 items-center justify-center gap-2 p-8 text-muted">
    <Spinner /> Opening…
  </p>
)

function PartFailed() {
  return <Notice tone="bad">This part could not be loaded. Close it and try again.</Notice>
}

function Part<Props extends object>({ code, props }: { code: LazyCode<Props>; props: Props }) {
  const [Wanted] = useState(code.component)
  // Deferred, it is here as soon as its code is: React shows a fallback for 300 ms at least.
  const isWanted = useDeferredValue(true, code.isLoaded())
  return <Suspense fallback={opening}>{isWanted ? <Wanted {...props} /> : opening}</Suspense>
}

/**
 * A part that few who open the page want, such as the form of a panel: its code comes when it is first drawn, or with its
 * `preloadProps` while the hand is still moving there. One that could not be fetched says so, and tries again when it is
 * opened again.
 */
export function lazyPart<Props extends object>(fetchCode: () => Promise<ComponentType<Props>>) {
  const code = lazyCode<Props>(fetchCode, PartFailed)
  const { preload, preloadProps } = code
  return Object.assign((props: Props) => <Part code={code} props={props} />, { preload, preloadProps })
}

export type Openable = { open: boolean; onOpenChange: (open: boolean) => void }

type Options = {
  /** Stands in for it until its code is here. */
  loading?: ReactNode
  /** If its code could not be fetched, it closes again without a word. */
  quiet?: boolean
}

function OverlayFailed({ open, onOpenChange, quiet }: Openable & Pick<Options, 'quiet'>) {
  const close = useEffectEvent(() => {
    onOpenChange(false)
    if (!quiet)
      toast({
        title: 'That could not be opened',
        description: 'The server could not be reached. Try again in a moment.',
        tone: 'bad',
      })
  })
  useEffect(() => {
    if (open) close()
  }, [open])
  return null
}

/** Calls `then` when what stands beside it in a Suspense is on the page. */
function AfterDrawing({ then }: { then: () => void }) {
  const call = useEffectEvent(then)
  useEffect(() => call(), [])
  return null
}

type OverlayProps<Props> = Pick<Options, 'loading'> & {
  Wanted: ComponentType<Props>
  code: LazyCode<Props>
  props: Props
}

function Overlay<Props extends Openable>({ Wanted, code, props, loading }: OverlayProps<Props>) {
  const { open, onOpenChange } = props
  // What closes goes as it stood: emptied at once, it would jump on its way out.
  const [shown, setShown] = useState(props)
  if (open && shown !== props) setShown(props)
  const [wasLoaded] = useState(code.isLoaded)
  // Deferred, it is here as soon as its code is: React shows a fallback for 300 ms at least.
  const isWanted = useDeferredValue(true, wasLoaded)
  // Drawn closed for a moment, so that it comes in at the first time as at every other.
  const [isDrawn, setDrawn] = useState(false)
  return (
    <>
      {open && !wasLoaded && !isDrawn && loading}
      <Suspense>
        {isWanted && (
          <>
            <Wanted {...shown} open={open && isDrawn} onOpenChange={onOpenChange} />
            <AfterDrawing then={() => setDrawn(true)} />
          </>
        )}
      </Suspense>
    </>
  )
}

type Try<Props> = { Wanted: ComponentType<Props> | null; number: number }

function SinceOpened<Props extends Openable>({ code, props, loading }: Omit<OverlayProps<Props>, 'Wanted'>) {
  const { open } = props
  const [wasOpen, setWasOpen] = useState(false)
  const [{ Wanted, number }, setTry] = useState<Try<Props>>({ Wanted: null, number: 0 })
  if (open !== wasOpen) {
    setWasOpen(open)
    // At every opening: it is another one after a try that failed.
    const next = open ? code.component() : Wanted
    if (next !== Wanted) setTry({ Wanted: next, number: number + 1 })
  }
  return Wanted && <Overlay key={number} Wanted={Wanted} code={code} props={props} loading={loading} />
}

/**
 * What opens over the page: nothing of it is there before its first opening, or before its `preloadProps` fetch it while the
 * hand is still moving there. If its code cannot be fetched it closes with a toast, and the next opening tries again.
 */
export function lazyOverlay<Props extends Openable>(
  fetchCode: () => Promise<ComponentType<Props>>,
  { loading, quiet }: Options = {},
) {
  const code = lazyCode<Props>(fetchCode, props => <OverlayFailed {...props} quiet={quiet} />)
  const { preload, preloadProps } = code
  return Object.assign((props: Props) => <SinceOpened code={code} props={props} loading={loading} />, {
    preload,
    preloadProps,
  })
}
