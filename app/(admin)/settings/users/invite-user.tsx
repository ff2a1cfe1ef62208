'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'
import { LinkDialog } from './link-dialog'

const InviteForm = laterInPanel(() => import('./invite-form').then(file => file.InviteForm))

/** Invites somebody: the form, then the link, which is shown this once. */
export function InviteUser() {
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState<{ email: string; token: string } | null>(null)
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        shortcut="n"
        onClick={() => setOpen(true)}
        {...InviteForm.onTheWay}
      >
        Invite
      </Button>
      <SidePanel
        open={isOpen}
        onOpenChange={setOpen}
        title="Invite somebody"
        description="You get a link to hand on. OpenMRC sends no e-mail."
      >
        <InviteForm
          onDone={made => {
            setOpen(false)
            setLink(made)
          }}
        />
      </SidePanel>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  )
}
