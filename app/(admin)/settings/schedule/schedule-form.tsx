'use client'
import { useRouter } from 'next/navigation'
import type { z } from 'zod'
import { FieldConflicts, useFieldConflicts } from '@/app/(admin)/concurrent-edits/field-conflicts'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Select } from '@/components/ui/fields/select'
import { Switch } from '@/components/ui/fields/switch'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, FormFooter, FormSection, SubmitButton } from '@/components/ui/form/form'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast'
import { hourText } from '@/lib/schedule/due'
import type { scheduleSchema } from '@/lib/schedule/schema'
import { saveSchedule } from './actions'

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourText(hour) }))

const fieldWords = {
  dailyRunIsOn: 'Daily run',
  dailyRunHour: 'From',
  noticesAreOn: 'Announce charges',
  noticeDays: 'Days before the charge',
}

/** What the app does by itself: the daily run, and notices to customers. */
export function ScheduleForm({
  schedule,
  timeZone,
  canSend,
}: {
  schedule: z.input<typeof scheduleSchema>
  timeZone: string
  /** Whether the server has a mail server to send through. */
  canSend: boolean
}) {
  const router = useRouter()
  const form = useActionForm({
    schema: () => import('@/lib/schedule/schema').then(file => file.scheduleSchema),
    defaultValues: schedule,
    hidden: { revision: schedule.revision },
    action: useRefreshOnRefusal(saveSchedule),
    onDone: () => {
      toast({ title: 'Schedule saved' })
      router.refresh()
    },
  })
  const [runs, notices] = form.watch(['dailyRunIsOn', 'noticesAreOn'])
  const changes = useFieldConflicts(form, schedule, Number(schedule.revision))
  return (
    <Form form={form} className="max-w-xl">
      <FieldConflicts changes={changes} words={fieldWords} />
      <FormSection
        title="Daily run"
        description="Charges everything that is due, once a day, and catches up whatever was missed."
      >
        <Field name="dailyRunIsOn">
          <Switch label="Run billing every day" />
        </Field>
        {runs && (
          <Field
            name="dailyRunHour"
            label="From"
            hint={`Billing time zone: ${timeZone}. A run that could not start then starts as soon as it can.`}
          >
            <Select options={hours} />
          </Field>
        )}
      </FormSection>
      <FormSection
        title="Notices"
        description="Tells customers by e-mail which charges are coming, with dates and amounts. Each is announced once."
      >
        <Field name="noticesAreOn">
          <Switch label="Announce charges" />
        </Field>
        {notices && (
          <>
            <Field
              name="noticeDays"
              label="Before the charge"
              hint="A package may have a number of its own, or 0 for never."
            >
              <IntegerInput unit="days" />
            </Field>
            {!canSend && (
              <Notice tone="warn" title="No mail server is set">
                Notices wait in the outbox until the server is started with SMTP_URL and SMTP_FROM.
              </Notice>
            )}
          </>
        )}
      </FormSection>
      <FormFooter>
        <SubmitButton>Save schedule</SubmitButton>
      </FormFooter>
    </Form>
  )
}
