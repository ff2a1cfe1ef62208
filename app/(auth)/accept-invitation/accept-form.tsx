'use client'
import { useRouter } from 'next/navigation'
import { useActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { Form, SubmitButton } from '@/components/ui/form'
import { TextInput } from '@/components/ui/text-input'
import { acceptInvitation } from './actions'

export function AcceptForm({ token, name, email }: { token: string; name: string; email: string }) {
  const router = useRouter()
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.acceptInvitationSchema),
    defaultValues: { name, password: '' },
    hidden: { token },
    action: acceptInvitation,
    onDone: () => router.replace('/'),
  })
  return (
    <Form form={form}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field name="name" label="Your name">
        <TextInput autoComplete="name" />
      </Field>
      <Field
        name="password"
        label="Password"
        hint="At least 10 characters. A few words are easy to remember."
      >
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton className="w-full">Save and sign in</SubmitButton>
    </Form>
  )
}
