'use client'
import { useActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { Form, SaveFooter } from '@/components/ui/form'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import type { UserRow } from '@/lib/users/queries'
import { useFresh } from '../../use-fresh'
import { saveUser } from './actions'
import { RoleFields } from './role-fields'

export function UserForm({ user, onDone }: { user: UserRow; onDone: () => void }) {
  const { id, name, role, canSeeCost } = user
  const action = useFresh(saveUser)
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
