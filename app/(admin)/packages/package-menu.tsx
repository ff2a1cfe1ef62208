'use client'
import { Archive, ArchiveRestore, Copy, Pencil } from 'lucide-react'
import { useState } from 'react'
import { plural } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import type { MenuEntry } from '@/components/ui/overlay/menu-popup'
import { toast } from '@/components/ui/overlay/toast'
import { useAction } from '@/components/ui/overlay/use-action'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'
import { archive, unarchive } from './actions'

type MenuPackage = { id: number; name: string; revision: number; isArchived: boolean; assignments: number }

/** What else can be done with a package: edit (in a list), duplicate, archive. `list` is what the list is asked for. */
export function PackageMenu({ item, list }: { item: MenuPackage; list?: SearchParams }) {
  const { id, name, revision, isArchived, assignments } = item
  const [asking, setAsking] = useState(false)
  const { run } = useAction(`${name} stays archived`)
  const restore = async () => {
    if (await run(() => unarchive({ id, revision }))) toast({ title: `${name} is back in the list` })
  }
  const edit: MenuEntry[] = list ? [{ label: 'Edit', icon: Pencil, href: `/packages/${id}?edit=now` }] : []
  return (
    <>
      <Menu
        label={`More for ${name}`}
        items={[
          ...edit,
          {
            label: 'Duplicate',
            icon: Copy,
            href: `/packages${listHref(list ?? {}, { duplicate: String(id) })}`,
          },
          'line',
          isArchived
            ? { label: 'Take out of the archive', icon: ArchiveRestore, onSelect: restore }
            : {
                label: 'Archive',
                icon: Archive,
                preloadProps: ConfirmDialog.preloadProps,
                onSelect: () => setAsking(true),
              },
        ]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${name}?`}
        confirm={`Archive ${name.length > 30 ? 'this package' : name}`}
        action={() => archive({ id, revision })}
        onDone={() =>
          toast({
            title: `${name} archived`,
            undo: () => unarchive({ id, revision: revision + 1 }),
          })
        }
      >
        It can no longer be assigned.{' '}
        {assignments > 0
          ? `${plural(assignments, 'assignment')} keep it and go on charging until they end.`
          : 'It has no assignments.'}
      </ConfirmDialog>
    </>
  )
}
