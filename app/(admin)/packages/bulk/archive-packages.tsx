'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import { plural } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import { refusalText } from '@/components/ui/overlay/use-action'
import type { ChosenPackage } from '@/lib/packages/many-schema'
import type { Chosen } from '@/lib/packages/read/many'
import { archiveMany, readChosen } from './actions'

function sentenceOf(rows: Chosen[]): string {
  const held = rows.reduce((sum, row) => sum + row.assignments, 0)
  const stays =
    held === 0
      ? 'They have no assignments.'
      : `${plural(held, 'assignment')} ${held === 1 ? 'keeps its package and goes' : 'keep theirs and go'} on charging until they end.`
  return `They can no longer be assigned. ${stays}`
}

/** Archives many packages, after saying how many assignments go on with them. */
export function ArchivePackages({
  packages,
  onClose,
  onSaved,
}: {
  packages: ChosenPackage[]
  onClose: () => void
  onSaved: () => void
}) {
  const [rows, setRows] = useState<Chosen[] | null>(null)
  const settle = useEffectEvent((answer: Awaited<ReturnType<typeof readChosen>> | null) => {
    const found = answer?.ok ? answer.data.filter(row => !row.isArchived) : []
    if (found.length > 0) return setRows(found)
    onClose()
    const description = answer?.ok ? 'They are archived already.' : refusalText(answer)
    toast({ title: 'Nothing was archived', description, tone: 'bad' })
  })
  useEffect(() => {
    let isGone = false
    const answered = (answer: Awaited<ReturnType<typeof readChosen>> | null) => {
      if (!isGone) settle(answer)
    }
    readChosen({ packages }).then(answered, () => answered(null))
    return () => {
      isGone = true
    }
  }, [packages])
  if (!rows) return null
  const count = plural(rows.length, 'package')
  return (
    <ConfirmDialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Archive ${count}?`}
      confirm={`Archive ${count}`}
      action={() => archiveMany({ packages: rows.map(({ id, revision }) => ({ id, revision })) })}
      onDone={() => {
        toast({ title: `${count} archived` })
        onSaved()
      }}
    >
      {sentenceOf(rows)}
    </ConfirmDialog>
  )
}
