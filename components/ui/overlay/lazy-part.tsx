'use client'
import { type ComponentType, Suspense, useDeferredValue, useState } from 'react'
import { Notice } from '../notice'
import { Spinner } from '../spinner'
import { type LazyCode, lazyCode } from './lazy-code'

const opening = (
  <p role="status" className="flex flex-1 items-center justify-center gap-2 p-8 text-muted">
    <Spinner /> Opening…
  </p>
)

function Failed() {
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
  const code = lazyCode<Props>(fetchCode, Failed)
  const { preload, preloadProps } = code
  return Object.assign((props: Props) => <Part code={code} props={props} />, { preload, preloadProps })
}
