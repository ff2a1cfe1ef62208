'use client'
import { type ComponentType, lazy } from 'react'

/** Fetches code before it is drawn, when a hand or the focus comes near. For the element that leads to it. */
export type PreloadProps = { onPointerEnter: () => void; onFocus: () => void }

/** The code of a component that is fetched once. A try that failed is forgotten: the next one fetches again. */
export type LazyCode<Props> = {
  /** What to draw. It stays the same until a try fails: ask again at every opening, and it is fetched again. */
  component: () => ComponentType<Props>
  /** True once it can be drawn without waiting. */
  isLoaded: () => boolean
  load: () => Promise<ComponentType<Props>>
  /** Should it fail, it is fetched again when it is drawn, and says so there. */
  preload: () => void
  preloadProps: PreloadProps
}

/** `Failed` is drawn in its place if it could not be fetched. */
export function lazyCode<Props>(
  fetchCode: () => Promise<ComponentType<Props>>,
  Failed: ComponentType<Props>,
): LazyCode<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<ComponentType<Props>> | null = null
  let drawn: ComponentType<Props> | null = null
  const keep = (component: ComponentType<Props>) => {
    loaded = component
    return component
  }
  const forget = (error: unknown) => {
    loading = null
    drawn = null
    throw error
  }
  const load = () => {
    loading ??= fetchCode().then(keep, forget)
    return loading
  }
  const fromNetwork = () =>
    lazy(() =>
      load().then(
        component => ({ default: component }),
        () => ({ default: Failed }),
      ),
    ) as ComponentType<Props>
  const preload = () => {
    load().catch(() => undefined)
  }
  return {
    component: () => {
      drawn ??= loaded ?? fromNetwork()
      return drawn
    },
    isLoaded: () => loaded !== null,
    load,
    preload,
    preloadProps: { onPointerEnter: preload, onFocus: preload },
  }
}
