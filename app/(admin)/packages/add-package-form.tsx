'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import { useActionForm } from '@/components/ui/form/action-form'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import type { PackageFields } from '@/lib/packages/fields'
import { emptyPackage } from '@/lib/packages/form-values'
import { packageSchema } from '@/lib/packages/schema'
import { addPackage } from './actions'
import { PackageFormBody } from './package-form'
import type { PackageSetup } from './package-setup'

/** The form of a new package, empty or with the fields of the one to copy. */
export function AddPackageForm({
  setup,
  copy,
  onSaved,
}: {
  setup: PackageSetup
  copy?: PackageFields
  onSaved: () => void
}) {
  const [round, setRound] = useState(0)
  const initial = copy ?? emptyPackage(setup.currency)
  const form = useActionForm({
    // The preview reads with it as well: it is here already.
    schema: async () => packageSchema,
    defaultValues: initial,
    action: addPackage,
    onDone: ({ id, name }, intent) => {
      toast({ title: `${name} added`, href: `/packages/${id}`, link: 'Open' })
      if (intent !== 'another') return onSaved()
      form.reset(emptyPackage(initial.currency))
      setRound(count => count + 1)
    },
  })
  // The next package starts at its name, and remembers no day of the one before.
  const startAtName = useEffectEvent(() => form.setFocus('name'))
  useEffect(() => {
    if (round > 0) startAtName()
  }, [round])
  return (
    <Form form={form}>
      <PackageFormBody key={round} setup={setup} />
      <SaveFooter another="Save and add another" />
    </Form>
  )
}
