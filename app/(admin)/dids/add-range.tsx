'use client'
import { ListPlus } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'

const RangeForm = lazyPanelForm(() => import('./range-form').then(file => file.RangeForm))

/** Adds numbers that follow one another; how many of them are new is said before. */
export function AddRange() {
  return (
    <PanelButton
      icon={ListPlus}
      words="Add range"
      title="Add a range of DIDs"
      description="Up to 10,000 numbers that follow one another."
      preloadProps={RangeForm.preloadProps}
    >
      {close => <RangeForm onSaved={close} />}
    </PanelButton>
  )
}
