'use client'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SubmitButton } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { savePassword } from './actions'

const empty = { currentPassword: '', password: '' }

export function PasswordForm({ email }: { email: string }) {
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.ownPasswordSchema),
    defaultValues: empty,
    action: savePassword,
    onDone: () => {
      form.reset(empty)
      toast({ title: 'Password changed', description: 'You are signed out in every other browser.' })
    },
  })
  return (
    <Form form={form}>
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field name="currentPassword" label="Current password">
        <TextInput type="password" autoComplete="current-password" />
      </Field>
      <Field
        name="password"
        label="New password"
        hint="At least 10 characters. A few words are easy to remember."
      >
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton className="self-start">Change password</SubmitButton>
    </Form>
  )
}
