'use client'
import { useActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { Form, SaveFooter } from '@/components/ui/form'
import { TextInput } from '@/components/ui/text-input'
import { apiKeySchema } from '@/lib/api-keys/schema'
import { addApiKey } from './actions'

export type MadeKey = { name: string; key: string }

export function ApiKeyForm({ onMade }: { onMade: (made: MadeKey) => void }) {
  const form = useActionForm({
    schema: apiKeySchema,
    defaultValues: { name: '' },
    action: addApiKey,
    onDone: onMade,
  })
  return (
    <Form form={form}>
      <Field name="name" label="Name" hint="What the key is for, such as the switch in London.">
        <TextInput maxLength={200} />
      </Field>
      <SaveFooter save="Make the key" />
    </Form>
  )
}
