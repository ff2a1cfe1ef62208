'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import { countText } from '@/components/ui/figure/number'
import type { ActionForm } from '@/components/ui/form/action-form'
import { CancelButton, Form, FormColumns, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { toast } from '@/components/ui/overlay/toast'
import { bulkInputSchema } from '@/lib/bulk/schema'
import { previewMany } from './actions'
import { BulkRows } from './bulk-rows'
import { saveMany, takeBackMany } from './save-many'
import { Saving } from './saving-progress'

const doneWords = { assign: 'packages assigned', end: 'packages ended', quantity: 'quantities changed' }

const unseen = {
  ok: false,
  formError:
    'Nothing was saved: the effect on each row could not be worked out. Change a field to try again.',
} as const

/** The fields of the form, and how many rows the preview on the screen says will change: the server refuses any other number. */
type Pressed = Record<string, unknown> & { count: number | null }

/** Saving what was previewed, and the step back that is offered afterwards. */
export function useBulk(kind: BulkKind, { selection, onSaved }: BulkFormOf) {
  const router = useRouter()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const changeOf = (values: unknown) => ({ do: kind, selection, ...Object(values) })
  return {
    changeOf,
    progress,
    save: async (pressed: unknown) => {
      setProgress(null)
      const { count, ...fields }: Pressed = Object(pressed)
      const change = changeOf(fields)
      // Without a preview only what the server refuses as well is sent: its sentences land on the fields.
      if (count === null && bulkInputSchema.safeParse(change).success) return unseen
      const input = { change, count: Math.max(1, count ?? 0) }
      const result = await saveMany(input, (done, total) => setProgress({ done, total }))
      if (result.ok || !result.fieldErrors) return result
      // The fields of the form are those of the change inside.
      const named = Object.entries(result.fieldErrors).map(([name, text]) => [
        name.replace(/^change\./, ''),
        text,
      ])
      return { ...result, fieldErrors: Object.fromEntries(named) }
    },
    done: (applied: { id: number; count: number; label: string }) => {
      toast({
        title: `${countText(applied.count)} ${doneWords[kind]}`,
        description: applied.label,
        undo: async () => {
          const result = await takeBackMany(applied.id)
          if (result.ok) router.refresh()
          return result
        },
        href: '/assignments/bulk',
        link: 'Bulk changes',
      })
      router.refresh()
      onSaved()
    },
  }
}

export function BulkLayout<Input extends FieldValues, Output>({
  form,
  bulk,
  verb,
  amount,
  children,
}: {
  form: ActionForm<Input, Output>
  bulk: ReturnType<typeof useBulk>
  verb: string
  /** What the amounts of the rows are. */
  amount: string
  children: ReactNode
}) {
  const [page, setPage] = useState(1)
  const change = bulk.changeOf(form.watch())
  const isWhole = bulkInputSchema.safeParse(change).success
  const { data, problem, isWaiting } = useLiveAnswer(isWhole ? { change, page } : null, previewMany)
  const many = data ? `${verb} ${countText(data.okCount)}` : verb
  return (
    <Form form={form} seen={{ count: data?.okCount ?? null }}>
      <FormColumns
        aside={
          <div
            aria-live="polite"
            aria-busy={isWaiting || undefined}
            className="transition-opacity aria-busy:opacity-60 aria-busy:delay-200"
          >
            {data ? (
              <BulkRows preview={data} amount={amount} onPage={setPage} />
            ) : (
              <p className="text-muted">
                {problem ??
                  (isWaiting ? 'Working out the effect…' : 'Fill in the form to see the effect on each row.')}
              </p>
            )}
          </div>
        }
      >
        {children}
      </FormColumns>
      {form.busy && <Saving label="Saving" progress={bulk.progress} />}
      <FormFooter>
        <SubmitButton disabled={isWaiting || data?.okCount === 0}>{many}</SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

export type BulkKind = 'assign' | 'end' | 'quantity'

export type BulkFormOf = {
  selection: {
    kind: 'did' | 'customer'
    ids: number[]
    matching: Record<string, string | number | undefined> | null
  }
  today: string
  isAdmin: boolean
  onSaved: () => void
}
