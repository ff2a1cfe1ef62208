'use client'
import { TextInput } from '@/components/ui/fields/text-input'
import { countText, plural } from '@/components/ui/figure/number'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast'
import { didRangeSchema } from '@/lib/dids/schema'
import type { RangePreview } from '@/lib/dids/write/range'
import { addRange, readRange } from './actions'
import { OwnerFields } from './did-forms'

/** The first and the last number, and how many of those between are new. */
export function RangeForm({ onSaved }: { onSaved: () => void }) {
  const form = useActionForm({
    schema: async () => didRangeSchema,
    defaultValues: { first: '', last: '', customerId: '', carrier: '', isEnabled: true },
    action: addRange,
    onDone: ({ created, skipped }) => {
      toast({
        title: `${plural(created, 'number')} added`,
        description:
          skipped > 0 ? `${countText(skipped)} were there already and stay as they are.` : undefined,
      })
      onSaved()
    },
  })
  const range = { first: form.watch('first'), last: form.watch('last') }
  const isWhole = didRangeSchema.safeParse(range).success
  const { data } = useLiveAnswer(isWhole ? range : null, readRange)
  const count = data?.newCount ?? 0
  return (
    <Form form={form}>
      <FieldRow>
        <Field name="first" label="First number" hint="With the country code.">
          <TextInput mono type="tel" autoComplete="off" />
        </Field>
        <Field name="last" label="Last number" hint="It is included.">
          <TextInput mono type="tel" autoComplete="off" />
        </Field>
      </FieldRow>
      <div aria-live="polite">{isWhole && data && <RangeNotice preview={data} />}</div>
      <OwnerFields />
      <SaveFooter save={isWhole && count > 0 ? `Add ${plural(count, 'number')}` : 'Add the range'} />
    </Form>
  )
}

function RangeNotice({ preview: { count, newCount, known } }: { preview: RangePreview }) {
  if (newCount === count) return <Notice tone="info">All {plural(count, 'number')} are new.</Notice>
  const rest = count - newCount - known.length
  return (
    <Notice tone="warn" title={`${countText(newCount)} of ${plural(count, 'number')} are new`}>
      Already there, left as they are: {known.join(', ')}
      {rest > 0 && ` and ${countText(rest)} more`}.
    </Notice>
  )
}
