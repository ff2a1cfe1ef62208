'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useRef, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import { countText } from '@/components/ui/figure/number'
import type { ActionForm } from '@/components/ui/form/action-form'
import { CancelButton, Form, FormColumns, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { useAnswer } from '@/components/ui/form/use-live-answer'
import { toast } from '@/components/ui/overlay/toast'
import { bulkInputSchema } from '@/lib/bulk/schema'
import { previewMany } from './actions'
import { BulkRows } from './bulk-rows'
import { saveMany, takeBackMany } from './save-many'
import { Saving } from './saving-progress'

const doneWords = { assign: 'packages assigned', end: 'packages ended', quantity: 'quantities changed' }

/** Saving what was previewed, and the step back that is offered afterwards. */
export function useBulk(kind: BulkKind, { selection, onSaved }: BulkFormOf) {
  /** What the last preview said would change; the server refuses any other number. */
  const count = useRef(0)
  const router = useRouter()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const changeOf = (values: unknown) => ({ do: kind, selection, ...Object(values) })
  return {
    count,
    changeOf,
    progress,
    save: async (values: unknown) => {
      setProgress(null)
      const input = { change: changeOf(values), count: Math.max(1, count.current) }
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
  const { data, problem, isWaiting } = useAnswer(isWhole ? { change, page } : null, previewMany)
  bulk.count.current = data?.okCount ?? 0
  const many = data ? `${verb} ${countText(data.okCount)}` : verb
  return (
    <Form form={form}>
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
                  (isWaiting
                    ? 'Working out what would happen…'
                    : 'Fill in the form to see what happens to each row.')}
              </p>
            )}
          </div>
        }
      >
        {children}
      </FormColumns>
      {form.busy && <Saving label="Saving" progress={bulk.progress} />}
      <FormFooter>
        <SubmitButton disabled={data?.okCount === 0}>{many}</SubmitButton>
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
