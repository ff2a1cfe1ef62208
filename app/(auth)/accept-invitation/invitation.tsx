'use client'
import { useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useSecret } from '../use-secret'
import { AcceptForm } from './accept-form'
import { readLink } from './actions'

type Link = { token: string; name: string; email: string }
type State = Link | 'reading' | 'dead' | 'missing' | 'unreachable'

const heading = 'text-xl font-semibold tracking-tight'

async function read(token: string): Promise<State> {
  if (token === '') return 'missing'
  try {
    const found = await readLink({ token })
    if (!found.ok) return 'dead'
    return found.data ? { token, ...found.data } : 'dead'
  } catch {
    return 'unreachable'
  }
}

/** Asks whom the link in the address was made for, then for a password. */
export function Invitation() {
  const [state, setState] = useState<State>('reading')
  useSecret('token', token => {
    void read(token).then(setState)
  })

  if (state === 'reading') {
    return (
      <>
        <h1 className={heading}>Choose your password</h1>
        <p className="text-muted">Looking up your link…</p>
      </>
    )
  }
  if (state === 'unreachable') {
    return (
      <Notice tone="bad">
        The server could not be reached. Open the link again in a moment: it still works.
      </Notice>
    )
  }
  if (state === 'missing') {
    return (
      <>
        <h1 className={heading}>Open your link once more</h1>
        <Notice tone="info">
          The address of this page has no link in it. Open the link that you were sent.
        </Notice>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    )
  }
  if (state === 'dead') {
    return (
      <>
        <h1 className={heading}>This link does not work any more</h1>
        <Notice tone="warn">
          It was used already, has expired after seven days, or a newer one was made. Ask an admin for a new
          link.
        </Notice>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    )
  }
  return (
    <>
      <div>
        <h1 className={heading}>Choose your password</h1>
        <p className="text-muted">You sign in as {state.email} from now on.</p>
      </div>
      <AcceptForm {...state} />
    </>
  )
}
