'use client'
import { KeyRound, Pencil, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { toast } from '@/components/ui/overlay/toast'
import { useAction } from '@/components/ui/overlay/use-action'
import type { UserRow } from '@/lib/users/read'
import { makeLink, setActive } from './actions'
import { LinkDialog, linkToShow } from './link-dialog'

const UserForm = lazyPanelForm(() => import('./user-form').then(file => file.UserForm))

/** What can be done to one person. Their own password is not reset here but changed on the account page. */
export function UserMenu({ user, isSelf, isMailed }: { user: UserRow; isSelf: boolean; isMailed: boolean }) {
  const [open, setOpen] = useState<'edit' | 'link' | 'deactivate' | null>(null)
  const [link, setLink] = useState<{ email: string; token: string } | null>(null)
  const { run } = useAction('That did not work')
  const close = () => setOpen(null)
  const isOut = user.status === 'inactive'
  const activate = async () => {
    if (await run(() => setActive({ id: user.id, isActive: true })))
      toast({ title: `${user.name} may sign in again` })
  }
  return (
    <>
      <Menu
        label={`Change ${user.name}`}
        items={[
          {
            label: 'Edit',
            icon: Pencil,
            preloadProps: UserForm.preloadProps,
            onSelect: () => setOpen('edit'),
          },
          {
            label: user.status === 'active' ? 'Reset password' : 'Make a new link',
            icon: KeyRound,
            disabled: isSelf || isOut,
            preloadProps: ConfirmDialog.preloadProps,
            onSelect: () => setOpen('link'),
          },
          'line',
          isOut
            ? { label: 'Activate', icon: UserCheck, onSelect: activate }
            : {
                label: 'Deactivate',
                icon: UserX,
                danger: true,
                preloadProps: ConfirmDialog.preloadProps,
                onSelect: () => setOpen('deactivate'),
              },
        ]}
      />
      <SidePanel open={open === 'edit'} onOpenChange={close} title={user.name} description={user.email}>
        <UserForm user={user} onDone={close} />
      </SidePanel>
      <ConfirmDialog
        open={open === 'link'}
        onOpenChange={close}
        title={
          user.status === 'active'
            ? `Reset the password of ${user.name}?`
            : `Make a new link for ${user.name}?`
        }
        confirm={isMailed ? 'Send the link' : 'Make the link'}
        action={async () => {
          const result = await makeLink({ id: user.id })
          if (result.ok) setLink(linkToShow(result.data))
          return result
        }}
      >
        {user.status === 'active'
          ? 'They are signed out everywhere now, and their password stops working. ' +
            (isMailed
              ? 'They get an e-mail with a link to choose a new one.'
              : 'You get a link with which they choose a new one.')
          : 'Links that were made before stop working.'}
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'deactivate'}
        onOpenChange={close}
        title={`Deactivate ${user.name}?`}
        confirm={`Deactivate ${user.name}`}
        danger
        action={() => setActive({ id: user.id, isActive: false })}
        onDone={() => toast({ title: `${user.name} is signed out and cannot sign in` })}
      >
        They are signed out everywhere at once. Their customers and everything they did stay as they are, and
        you can activate them again.
      </ConfirmDialog>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  )
}
