'use client'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { SidePanel } from '@/components/ui/side-panel'
import { toast } from '@/components/ui/toast'
import { emptyPackage } from '@/lib/packages/form-values'
import { type PackageFields, packageSchema } from '@/lib/packages/schema'
import { addPackage } from './actions'
import { PackageFormBody } from './package-form'
import type { PackageSetup } from './package-setup'

function AddPackageForm({
  setup,
  initial,
  onSaved,
}: {
  setup: PackageSetup
  initial: PackageFields
  onSaved: () => void
}) {
  const [round, setRound] = useState(0)
  const form = useActionForm({
    schema: packageSchema,
    defaultValues: initial,
    action: addPackage,
    onDone: ({ id, name }, intent) => {
      toast({ title: `${name} added`, href: `/packages/${id}`, link: 'Open' })
      if (intent !== 'another') return onSaved()
      form.reset(emptyPackage(initial.currency))
      setRound(count => count + 1)
    },
  })
  const { setFocus } = form
  useEffect(() => {
    // The next package starts at its name, and remembers no day of the one before.
    if (round > 0) setFocus('name')
  }, [round, setFocus])
  return (
    <Form form={form}>
      <PackageFormBody key={round} setup={setup} />
      <FormFooter>
        <SubmitButton>Save</SubmitButton>
        <SubmitButton intent="another" variant="quiet">
          Save and add another
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

/** The + of the list, by key n too. `copy` opens the form at once with the fields of another package. */
export function AddPackage({
  setup,
  copy,
  label,
}: {
  setup: PackageSetup
  copy?: PackageFields
  /** Words on the button, where it stands in an empty list; without them it is the +. */
  label?: string
}) {
  const router = useRouter()
  const [open, setOpen] = useState(copy !== undefined)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next && copy) router.replace('/packages', { scroll: false })
  }
  return (
    <>
      {label ? (
        <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
          {label}
        </Button>
      ) : (
        <IconButton
          variant="primary"
          label="Add package"
          shortcut="n"
          icon={Plus}
          onClick={() => setOpen(true)}
        />
      )}
      <SidePanel
        open={open}
        onOpenChange={change}
        size="xl"
        title={copy ? 'Duplicate package' : 'Add package'}
        description={copy ? 'Nothing is saved until you save.' : undefined}
      >
        <AddPackageForm
          setup={setup}
          initial={copy ?? emptyPackage(setup.currency)}
          onSaved={() => change(false)}
        />
      </SidePanel>
    </>
  )
}
