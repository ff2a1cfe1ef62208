'use client'
import { CalendarX, Hash, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { countText, plural } from '@/components/ui/figure/number'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { useSelection } from '@/components/ui/table/selection'
import { mostAtOnce } from '@/lib/bulk/limit'
import type { BulkKind } from './bulk-layout'

const BulkForm = lazyPanelForm(() => import('./bulk-form').then(file => file.BulkForm))

/** The list that the rows are ticked in: what it is filtered by, and how many match. */
export type BulkList = {
  kind: 'did' | 'customer'
  matching: Record<string, string | number | undefined>
  count: number
  today: string
  isAdmin: boolean
}

const titles = { assign: 'Assign a package', end: 'End packages', quantity: 'Change quantity' }

/** What can be done to the ticked rows, or to all that match the list's search and filters. */
export function BulkBar({ list }: { list: BulkList }) {
  const { ids, count, clear } = useSelection()
  const [kind, setKind] = useState<BulkKind | null>(null)
  const [all, setAll] = useState(false)
  const one = list.kind === 'did' ? 'DID' : 'customer'
  const chosen = all ? list.count : count
  const selection = { kind: list.kind, ids: all ? [] : ids.map(Number), matching: all ? list.matching : null }
  return (
    <>
      {list.count > mostAtOnce && (
        <span className="whitespace-nowrap text-muted">Narrow the list to choose all that match</span>
      )}
      {list.count > count && list.count <= mostAtOnce && (
        <label className="flex shrink-0 items-center gap-1.5 whitespace-nowrap">
          <input
            type="checkbox"
            className="tick"
            checked={all}
            onChange={event => setAll(event.target.checked)}
          />
          All {countText(list.count)} that match
        </label>
      )}
      <span className="flex gap-2 max-md:w-full">
        <Button size="sm" icon={Plus} onClick={() => setKind('assign')} {...BulkForm.preloadProps}>
          Assign
        </Button>
        <Button size="sm" icon={Hash} onClick={() => setKind('quantity')} {...BulkForm.preloadProps}>
          Quantity
        </Button>
        <Button size="sm" icon={CalendarX} onClick={() => setKind('end')} {...BulkForm.preloadProps}>
          End
        </Button>
      </span>
      <SidePanel
        open={kind !== null}
        onOpenChange={open => !open && setKind(null)}
        size="xl"
        title={kind ? titles[kind] : ''}
        description={`For ${plural(chosen, one)}. All of it is saved, or nothing.`}
      >
        {kind && (
          <BulkForm
            kind={kind}
            selection={selection}
            today={list.today}
            isAdmin={list.isAdmin}
            onSaved={() => {
              setKind(null)
              setAll(false)
              clear()
            }}
          />
        )}
      </SidePanel>
    </>
  )
}
