'use client'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/form/action-form'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import type { EditedPackage } from '@/lib/packages/read/edited'
import { packageEditSchema } from '@/lib/packages/schema'
import { reloadPackage, savePackage } from './actions'
import { EffectiveFields, type ReplacedVersion } from './effective-fields'
import { PackageFormBody } from './package-form'
import type { PackageSetup } from './package-setup'
import { StaleNotice } from './stale-notice'

export type EditProps = { setup: PackageSetup; edited: EditedPackage; replaces?: ReplacedVersion }

/** The form of a package that is there: what changes, and from when. */
export function EditPackageForm({ setup, edited, replaces, onSaved }: EditProps & { onSaved: () => void }) {
  const [base, setBase] = useState(edited)
  const [stale, setStale] = useState<string | null>(null)
  const when = {
    effectiveOn: replaces?.effectiveOn ?? setup.today,
    appliesTo: replaces?.appliesTo ?? 'all',
  }
  const save = async (input: Parameters<typeof savePackage>[0]) => {
    const result = await savePackage(input)
    const sentence = result.ok ? undefined : result.fieldErrors?.revision
    setStale(sentence ?? null)
    return sentence === undefined ? result : { ok: false as const }
  }
  const form = useActionForm({
    // The preview reads with the same file: it is here already.
    schema: async () => packageEditSchema,
    defaultValues: { ...edited.fields, ...when },
    hidden: { id: edited.id, revision: base.revision, replacesVersion: replaces?.id ?? null },
    action: save,
    onDone: ({ name, version }) => {
      toast({
        title: `${name} saved`,
        description: version
          ? `Version ${version.number} counts from ${dayText(toDay(version.effectiveOn))}, or for an assignment that is charged beyond that day from the period after.`
          : undefined,
      })
      onSaved()
    },
  })
  const settle = async (keepMine: boolean) => {
    const newest = await reloadPackage(edited.id).catch(() => null)
    if (!newest?.ok || !newest.data) {
      return setStale(
        'This package could not be read again. What you typed is still here: try again in a moment.',
      )
    }
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
      <SaveFooter />
    </Form>
  )
}
