'use client'
import type { SelectOption } from '@/components/ui/fields/select'
import { useActionForm } from '@/components/ui/form/action-form'
import { Form } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { addConnexcs, saveConnexcs } from './actions'
import { ConnexcsFields } from './connexcs-fields'

export function AddConnexcsForm({
  currencies,
  currency,
  onSaved,
}: AddConnexcsProps & { onSaved: () => void }) {
  const form = useActionForm({
    schema: () => import('@/lib/connexcs/schema').then(file => file.connexcsSchema),
    defaultValues: { name: '', unitCost: '', currency },
    action: addConnexcs,
    onDone: ({ name }) => {
      toast({ title: `${name} added` })
      onSaved()
    },
  })
  return (
    <Form form={form}>
      <ConnexcsFields currencies={currencies} />
    </Form>
  )
}

export function EditConnexcsForm({ item, currencies, onSaved }: ConnexcsMenuProps & { onSaved: () => void }) {
  const { id, revision, name, unitCost, currency } = item
  const form = useActionForm({
    schema: () => import('@/lib/connexcs/schema').then(file => file.connexcsEditSchema),
    defaultValues: { name, unitCost, currency },
    hidden: { id, revision },
    action: saveConnexcs,
    onDone: saved => {
      toast({ title: `${saved.name} saved` })
      onSaved()
    },
  })
  return (
    <Form form={form}>
      <ConnexcsFields currencies={currencies} />
    </Form>
  )
}

export type AddConnexcsProps = { currencies: SelectOption[]; currency: string }

type EditedConnexcs = {
  id: number
  revision: number
  name: string
  unitCost: string
  currency: string
  packages: number
}

export type ConnexcsMenuProps = { item: EditedConnexcs; currencies: SelectOption[] }
