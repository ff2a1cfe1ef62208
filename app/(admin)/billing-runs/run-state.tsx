import { CircleCheck, CircleSlash, CircleX, LoaderCircle, Pause, TriangleAlert, Undo2 } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { type RunState, stateWords } from '@/lib/billing-runs/labels'

const looks = {
  running: { tone: 'accent', icon: <LoaderCircle /> },
  paused: { tone: 'warn', icon: <Pause /> },
  interrupted: { tone: 'warn', icon: <TriangleAlert /> },
  completed: { tone: 'good', icon: <CircleCheck /> },
  cancelled: { tone: 'neutral', icon: <CircleSlash /> },
  failed: { tone: 'bad', icon: <CircleX /> },
  undoing: { tone: 'accent', icon: <LoaderCircle /> },
  undo_stopped: { tone: 'warn', icon: <TriangleAlert /> },
  undone: { tone: 'neutral', icon: <Undo2 /> },
} as const

/** What a run is doing, as an icon and a word. */
export function RunStateBadge({ state }: { state: RunState }) {
  const { tone, icon } = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {stateWords[state]}
    </Badge>
  )
}
