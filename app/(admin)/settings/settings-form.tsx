'use client'
import { useRouter } from 'next/navigation'
import type { z } from 'zod'
import { FieldConflicts, useFieldConflicts } from '@/app/(admin)/concurrent-edits/field-conflicts'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Select, type SelectOption } from '@/components/ui/fields/select'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { Form, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import type { settingsSchema } from '@/lib/settings/schema'
import { saveSettings } from './actions'

const fieldWords = {
  providerName: 'Provider name',
  currency: 'Default currency',
  billingTimeZone: 'Billing time zone',
  marginWarningPercent: 'Margin warning',
}

export function SettingsForm({
  settings,
  environmentTimeZone,
  currencies,
  timeZones,
}: {
  settings: z.input<typeof settingsSchema>
  environmentTimeZone: string
  currencies: SelectOption[]
  timeZones: SelectOption[]
}) {
  const router = useRouter()
  const form = useActionForm({
    schema: () => import('@/lib/settings/schema').then(file => file.settingsSchema),
    defaultValues: settings,
    hidden: { revision: settings.revision },
    action: useRefreshOnRefusal(saveSettings),
    onDone: () => {
      toast({ title: 'Settings saved' })
      router.refresh()
    },
  })
  const changes = useFieldConflicts(form, settings, Number(settings.revision))
  return (
    <Form form={form} className="max-w-xl">
      <FieldConflicts changes={changes} words={fieldWords} />
      <Field
        name="providerName"
        label="Provider name"
        hint="Your company, as your colleagues and customers know it."
      >
        <TextInput autoComplete="organization" />
      </Field>
      <FieldRow>
        <Field name="currency" label="Default currency" hint="New packages and customers start with it.">
          <Select options={currencies} />
        </Field>
        <Field
          name="billingTimeZone"
          label="Billing time zone"
          hint="Decides which date “today” is. Dates that were billed already stay as they are."
        >
          <Select options={[{ value: '', label: `Server setting (${environmentTimeZone})` }, ...timeZones]} />
        </Field>
      </FieldRow>
      <Field
        name="marginWarningPercent"
        label="Margin warning"
        hint="A package that leaves less than this share of its retail is marked."
      >
        <IntegerInput unit="%" />
      </Field>
      <FormFooter>
        <SubmitButton>Save settings</SubmitButton>
      </FormFooter>
    </Form>
  )
}
