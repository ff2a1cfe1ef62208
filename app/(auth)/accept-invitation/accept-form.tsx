'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SubmitButton } from '@/components/ui/form/form'
import { Notice } from '@/components/ui/notice'
import { acceptInvitation } from './actions'

export function AcceptForm({ token, name, email }: { token: string; name: string; email: string }) {
  const router = useRouter()
  const [isChosen, setChosen] = useState(false)
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.acceptInvitationSchema),
    defaultValues: { name, password: '' },
    hidden: { token },
    action: acceptInvitation,
    onDone: ({ isSignedIn }) => (isSignedIn ? router.replace('/') : setChosen(true)),
  })
  if (isChosen) {
    return (
      <>
        <Notice tone="good" title="Your password is chosen.">
          You could not be signed in just now. The link has been used and is no longer needed: sign in with
          your new password.
        </Notice>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    )
  }
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
