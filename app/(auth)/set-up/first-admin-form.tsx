'use client'
import { useRouter } from 'next/navigation'
import { Select, type SelectOption } from '@/components/ui/fields/select'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { Form, FormSection, SubmitButton } from '@/components/ui/form/form'
import { useSecret } from '../use-secret'
import { createFirstAdmin } from './actions'

export function FirstAdminForm({
  timeZone,
  currencies,
  timeZones,
}: {
  timeZone: string
  currencies: SelectOption[]
  timeZones: SelectOption[]
}) {
  const router = useRouter()
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.firstRunSchema),
    defaultValues: {
      code: '',
      name: '',
      email: '',
      password: '',
      providerName: '',
      currency: 'USD',
      timeZone,
    },
    action: createFirstAdmin,
    onDone: () => router.refresh(),
  })
  useSecret('code', code => {
    if (code !== '') form.setValue('code', code)
  })
  return (
    <Form form={form}>
      <Field name="code" label="Code" hint="The terminal where OpenMRC was started shows it.">
        <TextInput mono autoCapitalize="characters" spellCheck={false} placeholder="ABCD-EFGH" />
      </Field>
      <Field name="name" label="Your name">
        <TextInput autoComplete="name" />
      </Field>
      <Field name="email" label="E-mail" hint="You sign in with it. Nothing is sent to it.">
        <TextInput type="email" inputMode="email" autoComplete="username" />
      </Field>
      <Field
        name="password"
        label="Password"
        hint="At least 10 characters. A few words are easy to remember."
      >
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <FormSection title="Your company" description="All of this can be changed later in Settings.">
        <Field name="providerName" label="Provider name">
          <TextInput autoComplete="organization" />
        </Field>
        <FieldRow>
          <Field name="currency" label="Default currency">
            <Select options={currencies} />
          </Field>
          <Field name="timeZone" label="Billing time zone">
            <Select options={timeZones} />
          </Field>
        </FieldRow>
      </FormSection>
      <SubmitButton className="w-full">Create the first admin</SubmitButton>
    </Form>
  )
}
