'use client'
import { Switch } from '@/components/ui/fields/switch'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { addApiKey } from './actions'

export type MadeKey = { name: string; key: string }

export function ApiKeyForm({ onMade }: { onMade: (made: MadeKey) => void }) {
  const form = useActionForm({
    schema: () => import('@/lib/api-keys/schema').then(file => file.apiKeySchema),
    defaultValues: { name: '', mayBill: false },
    action: addApiKey,
    onDone: onMade,
  })
  return (
    <Form form={form}>
      <Field name="name" label="Name" hint="The purpose of the key, such as “switch in London”.">
        <TextInput maxLength={200} />
      </Field>
      <Field
        name="mayBill"
        label="Billing"
        hideLabel
        hint="For cron and other schedulers. Without this the key only reads and changes nothing."
      >
        <Switch label="May start runs and undo them" />
      </Field>
      <SaveFooter save="Make the key" />
    </Form>
  )
}
