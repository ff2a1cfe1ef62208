'use client'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { TextInput } from '@/components/ui/fields/text-input'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast'
import type { HandedOver } from '@/lib/users/hand-over'

/** What is left to show of a link that was made: one that went out by e-mail only says so. */
export function linkToShow({ email, token, problem }: HandedOver): { email: string; token: string } | null {
  if (token !== null) return { email, token }
  if (problem === null) toast({ title: `The link was sent to ${email}` })
  else toast({ title: 'The link was not sent', description: problem, tone: 'bad' })
  return null
}

/** A one-time link to hand on. It is stored only as a hash: once this is closed nobody can show it again. */
export function LinkDialog({
  link,
  onClose,
}: {
  link: { email: string; token: string } | null
  onClose: () => void
}) {
  const address = link ? `${location.origin}/accept-invitation#${link.token}` : ''
  return (
    <Dialog
      open={link !== null}
      onOpenChange={open => !open && onClose()}
      title={`Link for ${link?.email ?? ''}`}
      description="It works once, within seven days, and is shown only now. Send it in a way that only this person reads."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex items-center gap-2">
        <TextInput
          aria-label="Link"
          mono
          readOnly
          value={address}
          onFocus={event => event.currentTarget.select()}
        />
        <CopyButton text={address} label="Copy link" />
      </div>
    </Dialog>
  )
}
