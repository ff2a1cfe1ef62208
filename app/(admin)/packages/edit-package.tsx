'use client'
import { Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { SidePanel } from '@/components/ui/side-panel'
import { toast } from '@/components/ui/toast'
import type { VersionScope } from '@/lib/billing/terms'
import { dayText } from '@/lib/billing/words'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import type { EditedPackage } from '@/lib/packages/edited'
import { packageEditSchema } from '@/lib/packages/schema'
import { reloadPackage, savePackage } from './actions'
import { EffectiveFields } from './effective-fields'
import { PackageFormBody } from './package-form'
import type { PackageSetup } from './package-setup'
import { StaleNotice } from './stale-notice'

/** A scheduled version whose place the saved terms take. */
export type ReplacedVersion = {
  id: number
  number: number
  effectiveOn: CalendarDate
  appliesTo: VersionScope
}

type EditProps = { setup: PackageSetup; edited: EditedPackage; replaces?: ReplacedVersion }

function EditPackageForm({ setup, edited, replaces, onSaved }: EditProps & { onSaved: () => void }) {
  const [base, setBase] = useState(edited)
  const [stale, setStale] = useState<string | null>(null)
  const when = {
    effectiveOn: replaces?.effectiveOn ?? setup.today,
    appliesTo: replaces?.appliesTo ?? 'all',
  }
  const save = async (input: unknown) => {
    const result = await savePackage(input)
    const sentence = result.ok ? undefined : result.fieldErrors?.revision
    setStale(sentence ?? null)
    return sentence === undefined ? result : { ok: false as const }
  }
  const form = useActionForm({
    schema: packageEditSchema,
    defaultValues: { ...edited.fields, ...when },
    hidden: { id: edited.id, revision: base.revision, replacesVersion: replaces?.id ?? null },
    action: save,
    onDone: ({ name, version }) => {
      toast({
        title: `${name} saved`,
        description: version
          ? `Version ${version.number} counts from ${dayText(toDay(version.effectiveOn))}.`
          : undefined,
      })
      onSaved()
    },
  })
  const settle = async (keepMine: boolean) => {
    const newest = await reloadPackage(edited.id)
    if (!newest.ok || !newest.data) return setStale('This package could not be read again. Reload the page.')
    setBase(newest.data)
    setStale(null)
    if (!keepMine) form.reset({ ...newest.data.fields, ...when })
    toast({ title: keepMine ? 'Yours is kept: save to write it over theirs' : 'Theirs is in the form now' })
  }
  return (
    <Form form={form}>
      {stale && <StaleNotice sentence={stale} onSettle={settle} />}
      <PackageFormBody
        setup={setup}
        before={<EffectiveFields setup={setup} base={base} replaces={replaces} />}
      />
      <FormFooter>
        <SubmitButton>Save</SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

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
      <Button variant="primary" icon={Pencil} shortcut="e" onClick={() => setOpen(true)}>
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
