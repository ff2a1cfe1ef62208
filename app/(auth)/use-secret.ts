'use client'
import { useEffect, useEffectEvent, useRef } from 'react'

/**
 * What stood behind `#` last. Heard from the moment on at which this code is here: while the page comes to life the framework
 * writes the address that it began with over one that was opened meanwhile.
 */
let heard = ''
if (typeof window !== 'undefined') {
  heard = window.location.hash
  window.addEventListener('hashchange', ({ newURL }) => {
    heard = new URL(newURL).hash
  })
}

/**
 * Hands over the secret of a link: what stands behind `#`, which browsers send to no server. Links made by earlier releases have
 * it in the query; they are taken until they expire, seven days after they were made. It is taken out of the address, so
 * that no history and no picture of the screen keeps it. Empty if there is none. Another link that is opened in this very
 * tab changes nothing but the part behind `#`: it is handed over as well.
 */
export function useSecret(oldName: 'token' | 'code', onSecret: (secret: string) => void): void {
  const hand = useEffectEvent(onSecret)
  const taken = useRef('')
  useEffect(() => {
    const look = () => {
      // Effects run twice while the product is developed: what was taken is not there any more.
      taken.current = takeSecret(oldName) || taken.current
      hand(taken.current)
    }
    const again = () => {
      if (heard !== '') look()
    }
    look()
    window.addEventListener('hashchange', again)
    return () => window.removeEventListener('hashchange', again)
  }, [oldName])
}

function takeSecret(oldName: 'token' | 'code'): string {
  const { hash, search, pathname } = window.location
  const secret = (hash || heard).slice(1) || (new URLSearchParams(search).get(oldName) ?? '')
  heard = ''
  if (secret !== '') window.history.replaceState(null, '', pathname)
  return secret
}
