'use client'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import type { HandedOver } from '@/lib/users/hand-over'
import { invite } from './actions'
import { RoleFields } from './role-fields'

export function InviteForm({ isMailed, onDone }: { isMailed: boolean; onDone: (made: HandedOver) => void }) {
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.inviteSchema),
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
      <SaveFooter save={isMailed ? 'Send the link' : 'Make the link'} />
    </Form>
  )
}
