'use client'
import { Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import type { EditProps } from './edit-package-form'

const EditPackageForm = lazyPanelForm(() => import('./edit-package-form').then(file => file.EditPackageForm))

/** The edit button of a package, by key e too. `replaces` opens the form at once, to change a scheduled version. */
export function EditPackage({ setup, edited, replaces, isOpen = false }: EditProps & { isOpen?: boolean }) {
  const router = useRouter()
  const [open, setOpen] = useState(isOpen)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next && isOpen) router.replace(`/packages/${edited.id}`, { scroll: false })
  }
  return (
    <>
      <Button
        variant="primary"
        icon={Pencil}
        shortcut="e"
        onClick={() => setOpen(true)}
        {...EditPackageForm.preloadProps}
      >
        Edit
      </Button>
      <SidePanel
        open={open}
        onOpenChange={change}
        size="xl"
        title={replaces ? `Change version ${replaces.number} of ${edited.name}` : `Edit ${edited.name}`}
      >
        <EditPackageForm setup={setup} edited={edited} replaces={replaces} onSaved={() => change(false)} />
      </SidePanel>
    </>
  )
}
