'use client'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { Switch } from '@/components/ui/fields/switch'
import { Field } from '@/components/ui/form/field'

const roles = [
  {
    value: 'account_manager',
    label: 'Account manager',
    hint: 'Sees the customers assigned to them; assigns and ends packages, simulates. Cannot post.',
  },
  { value: 'admin', label: 'Admin', hint: 'Everything, users and settings included.' },
]

/** The rights of a user, inside a form with `role` and `canSeeCost`. */
export function RoleFields({ isAdmin }: { isAdmin: boolean }) {
  return (
    <>
      <Field name="role" label="Role">
        <RadioGroup options={roles} />
      </Field>
      {!isAdmin && (
        <Field
          name="canSeeCost"
          label="Cost and margin"
          hint="Without this, they are never sent to the browser."
        >
          <Switch label="May see cost and margin" />
        </Field>
      )}
    </>
  )
}
