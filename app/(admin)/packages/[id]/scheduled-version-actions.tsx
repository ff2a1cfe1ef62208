'use client'
import { useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import type { CalendarDate } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import { cancelVersion } from '../actions'

/** A version that is not in force yet can still be changed or called off. */
export function ScheduledVersionActions({
  packageId,
  version,
}: {
  packageId: number
  version: { id: number; number: number; effectiveOn: CalendarDate }
}) {
  const [asking, setAsking] = useState(false)
  const { id, number, effectiveOn } = version
  return (
    <div className="mt-1.5 flex gap-2">
      <LinkButton size="sm" href={`/packages/${packageId}?edit=${id}`} scroll={false}>
        Change
      </LinkButton>
      <Button size="sm" onClick={() => setAsking(true)} {...ConfirmDialog.preloadProps}>
        Cancel it
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={`Cancel version ${number}?`}
        confirm={`Cancel version ${number}`}
        action={() => cancelVersion({ packageId, versionId: id })}
        onDone={() => toast({ title: `Version ${number} cancelled` })}
      >
        The earlier terms stay in force after {calendarDateText(effectiveOn, 'with weekday')}. The cancelled
        version stays in the history.
      </ConfirmDialog>
    </div>
  )
}
