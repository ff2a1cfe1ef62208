'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import type { SelectOption } from '@/components/ui/select'
import { SidePanel } from '@/components/ui/side-panel'
import { toast } from '@/components/ui/toast'
import { connexcsSchema } from '@/lib/connexcs/schema'
import { addConnexcs } from './actions'
import { ConnexcsFields } from './connexcs-fields'

type AddProps = { currencies: SelectOption[]; currency: string }

function AddForm({ currencies, currency, onSaved }: AddProps & { onSaved: () => void }) {
  const form = useActionForm({
    schema: connexcsSchema,
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

/** Adds an upstream service to the catalogue. */
export function AddConnexcs(props: AddProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon={Plus} shortcut="n" onClick={() => setOpen(true)}>
        Add
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Add a ConnexCS Package">
        <AddForm {...props} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
