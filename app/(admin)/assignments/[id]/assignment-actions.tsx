'use client'
import { ArrowUpDown, CalendarX, Hash, Pencil, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import type { MenuEntry } from '@/components/ui/overlay/menu-popup'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { toast } from '@/components/ui/overlay/toast'
import type { AssignmentDetails } from '@/lib/assignments/read/assignments'
import { deleteIt } from '../actions'
import type { ActionsOf } from './assignment-forms'

const forms = () => import('./assignment-forms')
const EditForm = lazyPanelForm(() => forms().then(file => file.EditForm))
const EndForm = lazyPanelForm(() => forms().then(file => file.EndForm))
const QuantityForm = lazyPanelForm(() => forms().then(file => file.QuantityForm))
const ChangeForm = lazyPanelForm(() => import('./change-form').then(file => file.ChangeForm))

type Panel = 'change' | 'end' | 'quantity' | 'edit'
type Open = Panel | 'delete' | null

const titles = {
  change: 'Change package',
  end: 'End the assignment',
  quantity: 'Change quantity',
  edit: 'Edit the assignment',
}

function titleOf(panel: Panel | null, { endOn }: AssignmentDetails): string {
  if (panel === null) return ''
  return panel === 'end' && endOn !== null ? 'Change the end' : titles[panel]
}

/** Of a number that was moved: what was moved away is ended as what it went on as, and one of before an earlier release not at all. */
const mayEnd = ({ movedOn, payersBefore }: AssignmentDetails) => movedOn === null && payersBefore.length === 0

/** What can be done to it; what is refused is not offered. */
function itemsOf(assignment: AssignmentDetails, open: (panel: Open) => void): MenuEntry[] {
  const { movedOn, rootId } = assignment
  const items: MenuEntry[] = []
  if (mayEnd(assignment))
    items.push({
      label: 'Change package',
      icon: ArrowUpDown,
      preloadProps: ChangeForm.preloadProps,
      onSelect: () => open('change'),
    })
  if (movedOn === null)
    items.push({
      label: 'Change quantity',
      icon: Hash,
      preloadProps: QuantityForm.preloadProps,
      onSelect: () => open('quantity'),
    })
  items.push({
    label: 'Edit',
    icon: Pencil,
    preloadProps: EditForm.preloadProps,
    onSelect: () => open('edit'),
  })
  if (rootId === null)
    items.push('line', {
      label: 'Delete',
      icon: Trash2,
      danger: true,
      preloadProps: ConfirmDialog.preloadProps,
      onSelect: () => open('delete'),
    })
  return items
}

/** End, change quantity, edit, delete: one panel at a time. */
export function AssignmentActions(props: ActionsOf) {
  const { assignment, isAdmin, packageMinimumDays } = props
  const router = useRouter()
  const [open, setOpen] = useState<Open>(null)
  const close = (next: boolean) => {
    if (!next) setOpen(null)
  }
  const panel = open === 'delete' ? null : open
  const hasMinimum = packageMinimumDays > 0 || (assignment.minimumDays ?? 0) > 0
  const done = () => setOpen(null)
  return (
    <>
      <Menu label="More" items={itemsOf(assignment, setOpen)} />
      {mayEnd(assignment) && (
        <Button variant="primary" icon={CalendarX} onClick={() => setOpen('end')} {...EndForm.preloadProps}>
          {assignment.endOn === null ? 'End' : 'Change end'}
        </Button>
      )}
      <SidePanel
        open={panel !== null}
        onOpenChange={close}
        size={panel === 'change' ? 'xl' : 'md'}
        title={titleOf(panel, assignment)}
        description={`${assignment.package} · ${assignment.reference}`}
      >
        {panel === 'change' && <ChangeForm {...props} onSaved={done} />}
        {panel === 'end' && <EndForm {...props} onSaved={done} />}
        {panel === 'quantity' && <QuantityForm {...props} onSaved={done} />}
        {panel === 'edit' && <EditForm {...props} onSaved={done} />}
      </SidePanel>
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={close}
        title={`Delete ${assignment.reference}?`}
        confirm={`Delete ${assignment.reference}`}
        danger
        reason={hasMinimum && isAdmin ? 'required' : 'optional'}
        action={reason => deleteIt({ id: assignment.id, reason })}
        onDone={() => {
          toast({ title: `${assignment.reference} deleted` })
          router.push('/assignments')
        }}
      >
        Only an assignment without charges can be deleted; one with charges is ended.
      </ConfirmDialog>
    </>
  )
}
