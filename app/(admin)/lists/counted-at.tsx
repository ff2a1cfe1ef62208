import { Instant } from '@/components/ui/figure/instant'

/** Says when figures over a large book were counted: they are not counted anew at every look. */
export function CountedAt({ at, timeZone }: { at: Date; timeZone: string }) {
  return (
    <span>
      Counted at <Instant at={at} timeZone={timeZone} seconds />.
    </span>
  )
}
