'use client'
import { useActionForm } from '@/components/ui/form/action-form'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { assign } from './actions'
import { AssignFields } from './assign-fields'
import { AssignPreview } from './assign-preview'
import type { AssignTarget } from './assign-target'
import { usePreview } from './use-preview'

/** What is assigned, to whom and from when, beside the charges that it leads to. */
export function AssignForm({
  target,
  today,
  onSaved,
}: {
  target: AssignTarget | null
  today: string
  onSaved: () => void
}) {
  const form = useActionForm({
    schema: () => import('@/lib/assignments/schema').then(file => file.assignmentSchema),
    defaultValues: {
      packageId: '',
      customerId: target?.kind === 'customer' ? String(target.id) : '',
      didId: target?.kind === 'did' ? String(target.id) : '',
      quantity: '1',
      startOn: today,
      endOn: '',
      autoDecrementCredit: true,
      minutes: '',
      setupWaived: false,
      minimumDays: '',
      reference: '',
      pastDates: '',
    },
    action: assign,
    onDone: ({ id, reference }, intent) => {
      toast({ title: `Package assigned as ${reference}`, href: `/assignments/${id}`, link: 'Open' })
      if (intent !== 'another') onSaved()
    },
  })
  const preview = usePreview(form.watch())
  return (
    <Form form={form}>
      <div className="grid flex-1 grid-cols-1 items-start gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <div className="flex min-w-0 flex-col gap-4">
          <AssignFields target={target} today={today} preview={preview.found} />
        </div>
        <div className="min-w-0 rounded-lg border border-line bg-surface p-4 md:sticky md:top-0">
          <AssignPreview {...preview} />
        </div>
      </div>
      <SaveFooter save="Assign package" another="Assign and add another" />
    </Form>
  )
}
