import { Badge } from '@/components/ui/badge'
import type { AssignmentStatus } from '@/lib/assignments/status'

const looks = {
  upcoming: { tone: 'accent', label: 'Upcoming' },
  active: { tone: 'good', label: 'Active' },
  ending: { tone: 'warn', label: 'Ending' },
  ended: { tone: 'neutral', label: 'Ended' },
} as const

/** Where an assignment is in its life, in a word and a colour. */
export function StatusBadge({ status }: { status: AssignmentStatus }) {
  const { tone, label } = looks[status]
  return <Badge tone={tone}>{label}</Badge>
}
