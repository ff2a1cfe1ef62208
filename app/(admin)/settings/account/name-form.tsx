'use client'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SubmitButton } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { saveName } from './actions'

export function NameForm({ name }: { name: string }) {
  const form = useActionForm({
    schema: () => import('@/lib/users/schema').then(file => file.ownNameSchema),
    defaultValues: { name },
    action: saveName,
    onDone: () => toast({ title: 'Name saved' }),
  })
  return (
    <Form form={form}>
      <Field name="name" label="Your name" hint="Your colleagues see it in lists and in the audit log.">
        <TextInput autoComplete="name" />
      </Field>
      <SubmitButton className="self-start">Save name</SubmitButton>
    </Form>
  )
}
