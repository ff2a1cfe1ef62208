import type { ReactNode } from 'react'
import { Mark } from '@/components/shell/rail'

/** The pages in front of the sign-in: one column, the name of the product above it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-10">
      <p className="flex items-center gap-2 text-base font-semibold tracking-tight">
        <Mark />
        OpenMRC
      </p>
      {children}
    </main>
  )
}
