'use client'
import { Archive, Copy, Percent } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { SelectOption } from '@/components/ui/fields/select'
import { plural } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { useSelection } from '@/components/ui/table/selection'
import type { CalendarDate } from '@/lib/calendar-date'
import { ArchivePackages } from './archive-packages'

const ChangePrices = lazyPanelForm(() => import('./change-prices').then(file => file.ChangePrices))
const DuplicatePackages = lazyPanelForm(() =>
  import('./duplicate-packages').then(file => file.DuplicatePackages),
)

type Task = 'prices' | 'duplicate' | 'archive'

/** What can be done to the ticked packages at once. */
export function BulkActions({ today, currencies }: { today: CalendarDate; currencies: SelectOption[] }) {
  const { ids, count, clear } = useSelection()
  const [task, setTask] = useState<Task | null>(null)
  const packages = useMemo(() => ids.map(id => ({ id: Number(id), revision: null })), [ids])
  const close = () => setTask(null)
  const onSaved = () => {
    close()
    clear()
  }
  return (
    <>
      <Button size="sm" icon={Percent} onClick={() => setTask('prices')} {...ChangePrices.preloadProps}>
        Change prices
      </Button>
      <Button size="sm" icon={Copy} onClick={() => setTask('duplicate')} {...DuplicatePackages.preloadProps}>
        Other currency
      </Button>
      <Button size="sm" icon={Archive} onClick={() => setTask('archive')} {...ConfirmDialog.preloadProps}>
        Archive
      </Button>
      <SidePanel
        open={task === 'prices'}
        onOpenChange={open => !open && close()}
        size="lg"
        title={`Change the prices of ${plural(count, 'package')}`}
        description="One change: it is saved whole or not at all."
      >
        <ChangePrices packages={packages} today={today} onSaved={onSaved} />
      </SidePanel>
      <SidePanel
        open={task === 'duplicate'}
        onOpenChange={open => !open && close()}
        size="lg"
        title={`Duplicate ${plural(count, 'package')}`}
        description="Copies in another currency, at one rate, each rounded to six decimals."
      >
        <DuplicatePackages packages={packages} currencies={currencies} onSaved={onSaved} />
      </SidePanel>
      {task === 'archive' && <ArchivePackages packages={packages} onClose={close} onSaved={onSaved} />}
    </>
  )
}
