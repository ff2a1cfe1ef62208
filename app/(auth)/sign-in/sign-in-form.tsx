'use client'
import { useRouter } from 'next/navigation'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SubmitButton } from '@/components/ui/form/form'
import { signIn } from './actions'

export function SignInForm({ next }: { next: string }) {
  const router = useRouter()
  const form = useActionForm({
    schema: () => import('@/lib/sign-in/schema').then(file => file.signInSchema),
    defaultValues: { email: '', password: '' },
    hidden: { next },
    action: signIn,
    onDone: data => router.replace(data.next),
  })
  return (
    <Form form={form}>
      <Field name="email" label="E-mail">
        <TextInput type="email" autoComplete="username" inputMode="email" autoFocus />
      </Field>
      <Field name="password" label="Password" hint="Forgotten? An admin can make you a new link.">
        <TextInput type="password" autoComplete="current-password" />
      </Field>
      <SubmitButton className="w-full">Sign in</SubmitButton>
    </Form>
  )
}
