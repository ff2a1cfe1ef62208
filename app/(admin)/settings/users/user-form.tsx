'use client'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import type { UserRow } from '@/lib/users/read'
import { saveUser } from './actions'
import { RoleFields } from './role-fields'

export function UserForm({ user, onDone }: { user: UserRow; onDone: () => void }) {
  const { id, name, role, canSeeCost } = user
  const action = useRefreshOnRefusal(saveUser)
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.userSchema),
    defaultValues: { id, name, role, canSeeCost },
    hidden: { id, seen: { name, role, canSeeCost } },
    action,
    onDone: () => {
      toast({ title: `${form.getValues('name')} saved` })
      onDone()
    },
  })
  return (
    <Form form={form}>
      <Field name="name" label="Name">
        <TextInput />
      </Field>
      <RoleFields isAdmin={form.watch('role') === 'admin'} />
      <SaveFooter />
    </Form>
  )
}
