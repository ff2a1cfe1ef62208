'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { SidePanel } from '@/components/ui/side-panel'
import { TextInput } from '@/components/ui/text-input'
import { inviteSchema } from '@/lib/users/schema'
import { invite } from './actions'
import { LinkDialog } from './link-dialog'
import { RoleFields } from './role-fields'

/** Invites somebody: the form, then the link, which is shown this once. */
export function InviteUser() {
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState<{ email: string; token: string } | null>(null)
  return (
    <>
      <Button variant="primary" icon={Plus} shortcut="n" onClick={() => setOpen(true)}>
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

function InviteForm({ onDone }: { onDone: (made: { email: string; token: string }) => void }) {
  const form = useActionForm({
    schema: inviteSchema,
    defaultValues: { email: '', name: '', role: 'account_manager', canSeeCost: false },
    action: invite,
    onDone,
  })
  return (
    <Form form={form}>
      <Field name="name" label="Name">
        <TextInput />
      </Field>
      <Field name="email" label="E-mail">
        <TextInput type="email" inputMode="email" />
      </Field>
      <RoleFields isAdmin={form.watch('role') === 'admin'} />
      <FormFooter>
        <SubmitButton>Make the link</SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}
