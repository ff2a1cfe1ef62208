'use client'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import type { PackageFields } from '@/lib/packages/fields'
import type { PackageSetup } from './package-setup'

const AddPackageForm = lazyPanelForm(() => import('./add-package-form').then(file => file.AddPackageForm))

/** The + of the list, by key n too. `copy` opens the form at once with the fields of another package, and says where the list is then. */
export function AddPackage({
  setup,
  copy,
  label,
}: {
  setup: PackageSetup
  copy?: { fields: PackageFields; back: string }
  /** Words on the button, where it stands in an empty list; without them it is the +. */
  label?: string
}) {
  const router = useRouter()
  const [open, setOpen] = useState(copy !== undefined)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next && copy) router.replace(`/packages${copy.back}`, { scroll: false })
  }
  return (
    <>
      {label ? (
        <Button variant="primary" icon={Plus} onClick={() => setOpen(true)} {...AddPackageForm.preloadProps}>
          {label}
        </Button>
      ) : (
        <IconButton
          variant="primary"
          label="Add package"
          shortcut="n"
          icon={Plus}
          onClick={() => setOpen(true)}
          {...AddPackageForm.preloadProps}
        />
      )}
      <SidePanel
        open={open}
        onOpenChange={change}
        size="xl"
        title={copy ? 'Duplicate package' : 'Add package'}
        description={copy ? 'Nothing is saved until you save.' : undefined}
      >
        <AddPackageForm setup={setup} copy={copy?.fields} onSaved={() => change(false)} />
      </SidePanel>
    </>
  )
}
