'use client'
import { ArrowLeftRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select, type SelectOption } from '@/components/ui/fields/select'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { IconButton } from '@/components/ui/icon-button'

/** Which two runs are compared; the choice is in the address. */
export function ChooseRuns({
  before,
  after,
  options,
}: {
  before: number | null
  after: number | null
  options: SelectOption[]
}) {
  const router = useRouter()
  const [first, setFirst] = useState(before === null ? '' : String(before))
  const [second, setSecond] = useState(after === null ? '' : String(after))
  const [busy, start] = useTransition()
  const show = (one: string, other: string) => {
    setFirst(one)
    setSecond(other)
    if (one === '' || other === '') return
    start(() => router.push(`/billing-runs/compare?before_run=${one}&after_run=${other}`))
  }
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={event => {
        event.preventDefault()
        show(first, second)
      }}
    >
      <div className="w-full sm:w-96">
        <StandaloneField id="compare-before" label="Before">
          <Select
            id="compare-before"
            value={first}
            onValueChange={setFirst}
            options={options}
            placeholder="Choose a run"
          />
        </StandaloneField>
      </div>
      <IconButton label="Swap" icon={ArrowLeftRight} onClick={() => show(second, first)} />
      <div className="w-full sm:w-96">
        <StandaloneField id="compare-after" label="After">
          <Select
            id="compare-after"
            value={second}
            onValueChange={setSecond}
            options={options}
            placeholder="Choose a run"
          />
        </StandaloneField>
      </div>
      <Button variant="primary" type="submit" busy={busy} disabled={first === '' || second === ''}>
        Compare
      </Button>
    </form>
  )
}
