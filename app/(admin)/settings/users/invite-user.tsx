'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { LinkDialog, linkToShow } from './link-dialog'

const InviteForm = lazyPanelForm(() => import('./invite-form').then(file => file.InviteForm))

/** Invites a user: the form, then the link, which is shown this once. */
export function InviteUser({ isMailed }: { isMailed: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState<{ email: string; token: string } | null>(null)
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        shortcut="n"
        onClick={() => setOpen(true)}
        {...InviteForm.preloadProps}
      >
        Invite
      </Button>
      <SidePanel
        open={isOpen}
        onOpenChange={setOpen}
        title="Invite a user"
        description={
          isMailed
            ? 'They get an e-mail with a link to choose their password.'
            : 'You get a link to hand on. OpenMRC sends no e-mail.'
        }
      >
        <InviteForm
          isMailed={isMailed}
          onDone={made => {
            setOpen(false)
            setLink(linkToShow(made))
          }}
        />
      </SidePanel>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  )
}
