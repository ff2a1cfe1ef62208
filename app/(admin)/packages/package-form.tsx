'use client'
import type { ReactNode } from 'react'
import { PackageFormFields } from './package-fields'
import { PackagePreview } from './package-preview'
import type { PackageSetup } from './package-setup'

/** Fields at the left, what they will charge at the right; on a phone one below the other. */
export function PackageFormBody({ setup, before }: { setup: PackageSetup; before?: ReactNode }) {
  return (
    <div className="grid flex-1 grid-cols-1 items-start gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
      <div className="flex min-w-0 flex-col gap-4">
        {before}
        <PackageFormFields setup={setup} />
      </div>
      <div className="min-w-0 rounded-lg border border-line bg-surface p-4 md:sticky md:top-0">
        <PackagePreview setup={setup} />
      </div>
    </div>
  )
}
