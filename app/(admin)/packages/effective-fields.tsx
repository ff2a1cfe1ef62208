'use client'
import { useFormContext, useWatch } from 'react-hook-form'
import { DateInput } from '@/components/ui/fields/date-input'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { plural } from '@/components/ui/figure/number'
import { Field } from '@/components/ui/form/field'
import type { VersionScope } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import { changesSentence, termsChanges } from '@/lib/packages/changes'
import { type PackageFields, packageFields } from '@/lib/packages/fields'
import type { EditedPackage } from '@/lib/packages/read/edited'
import { readPackage } from '@/lib/packages/schema'
import { ImpactPanel } from './impact-panel'
import type { PackageSetup } from './package-setup'
import { ScheduledNotice } from './scheduled-notice'

function termsOf(fields: unknown) {
  const shaped = packageFields.safeParse(fields)
  return shaped.success ? readPackage(shaped.data, () => {}).terms : null
}

type When = { effectiveOn: string; appliesTo: VersionScope }

/** From when and for whom, asked once commercial terms were changed and the package has assignments. */
export function EffectiveFields({
  setup,
  base,
  replaces,
}: {
  setup: PackageSetup
  base: EditedPackage
  replaces?: ReplacedVersion
}) {
  const { control } = useFormContext<PackageFields & When>()
  const values = useWatch({ control })
  const [was, is] = [termsOf(base.fields), termsOf(values)]
  const changes = was && is ? termsChanges(was, is, base.fields.currency) : []
  const scheduled = base.scheduled.filter(version => version.id !== replaces?.id)
  const isAsked = base.hasAssignments || scheduled.length > 0 || replaces !== undefined
  return (
    <>
      <ScheduledNotice
        scheduled={scheduled}
        effectiveOn={values.effectiveOn || setup.today}
        appliesTo={values.appliesTo ?? 'all'}
      />
      {(changes.length > 0 || replaces !== undefined) && (
        <section
          aria-label="New version"
          className="flex flex-col gap-4 rounded-lg border border-line bg-sunken p-4"
        >
          <p>
            <span className="font-semibold">A new version of the terms.</span>{' '}
            {changes.length > 0 && `${changesSentence(changes)}.`}
            {!isAsked && ' The package has no assignments yet, so the new version counts from today.'}
          </p>
          {isAsked && (
            <>
              <Field
                name="effectiveOn"
                label="Effective from"
                hint="Today or later. Past periods keep their price."
              >
                <DateInput min={setup.today} today={setup.today} />
              </Field>
              <Field name="appliesTo" label="Applies to">
                <RadioGroup
                  options={[
                    {
                      value: 'all',
                      label: 'All assignments',
                      hint: `${plural(base.openAssignments, 'assignment')} from the first period that begins on that day or later and is not charged yet, and new ones.`,
                    },
                    {
                      value: 'new',
                      label: 'New assignments only',
                      hint: 'Assignments that start before that day keep their terms.',
                    },
                  ]}
                />
              </Field>
              <ImpactPanel
                input={{
                  ...values,
                  id: base.id,
                  revision: base.revision,
                  replacesVersion: replaces?.id ?? null,
                }}
                currency={base.fields.currency}
              />
            </>
          )}
        </section>
      )}
    </>
  )
}

/** A scheduled version whose place the saved terms take. */
export type ReplacedVersion = {
  id: number
  number: number
  effectiveOn: CalendarDate
  appliesTo: VersionScope
}
