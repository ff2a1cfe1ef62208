'use client'
import { useEffect, useEffectEvent, useRef } from 'react'

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
      if (window.location.hash !== '') look()
    }
    look()
    window.addEventListener('hashchange', again)
    return () => window.removeEventListener('hashchange', again)
  }, [oldName])
}

function takeSecret(oldName: 'token' | 'code'): string {
  const { hash, search, pathname } = window.location
  const secret = hash.slice(1) || (new URLSearchParams(search).get(oldName) ?? '')
  if (secret !== '') window.history.replaceState(null, '', pathname)
  return secret
}
