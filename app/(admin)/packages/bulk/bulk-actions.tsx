'use client'
import { Archive, Copy, Percent } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { SelectOption } from '@/components/ui/fields/select'
import { plural } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { laterInPanel, SidePanel } from '@/components/ui/overlay/side-panel'
import { useSelection } from '@/components/ui/table/selection'
import type { CalendarDate } from '@/lib/calendar-date'
import { ArchivePackages } from './archive-packages'

const ChangePrices = laterInPanel(() => import('./change-prices').then(file => file.ChangePrices))
const DuplicatePackages = laterInPanel(() =>
  import('./duplicate-packages').then(file => file.DuplicatePackages),
)

type Deed = 'prices' | 'duplicate' | 'archive'

/** What can be done to the ticked packages at once. */
export function BulkActions({ today, currencies }: { today: CalendarDate; currencies: SelectOption[] }) {
  const { ids, count, clear } = useSelection()
  const [deed, setDeed] = useState<Deed | null>(null)
  const packages = useMemo(() => ids.map(id => ({ id: Number(id), revision: null })), [ids])
  const close = () => setDeed(null)
  const onSaved = () => {
    close()
    clear()
  }
  return (
    <>
      <Button size="sm" icon={Percent} onClick={() => setDeed('prices')} {...ChangePrices.onTheWay}>
        Change prices
      </Button>
      <Button size="sm" icon={Copy} onClick={() => setDeed('duplicate')} {...DuplicatePackages.onTheWay}>
        Other currency
      </Button>
      <Button size="sm" icon={Archive} onClick={() => setDeed('archive')} {...ConfirmDialog.onTheWay}>
        Archive
      </Button>
      <SidePanel
        open={deed === 'prices'}
        onOpenChange={open => !open && close()}
        size="lg"
        title={`Change the prices of ${plural(count, 'package')}`}
        description="One change: it is saved whole or not at all."
      >
        <ChangePrices packages={packages} today={today} onSaved={onSaved} />
      </SidePanel>
      <SidePanel
        open={deed === 'duplicate'}
        onOpenChange={open => !open && close()}
        size="lg"
        title={`Duplicate ${plural(count, 'package')}`}
        description="Copies in another currency, at one rate, each rounded to six decimals."
      >
        <DuplicatePackages packages={packages} currencies={currencies} onSaved={onSaved} />
      </SidePanel>
      {deed === 'archive' && <ArchivePackages packages={packages} onClose={close} onSaved={onSaved} />}
    </>
  )
}
