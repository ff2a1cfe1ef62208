import { CircleCheck, CircleSlash, CircleX, Clock, Send } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/figure/instant'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import type { ListedNotice } from '@/lib/notices/read/notices'
import { NoticeActions } from './notice-actions'

const looks = {
  pending: { tone: 'neutral', icon: <Clock />, word: 'Waiting' },
  sending: { tone: 'accent', icon: <Send />, word: 'Being sent' },
  sent: { tone: 'good', icon: <CircleCheck />, word: 'Sent' },
  failed: { tone: 'bad', icon: <CircleX />, word: 'Failed' },
  cancelled: { tone: 'neutral', icon: <CircleSlash />, word: 'Cancelled' },
} as const

/** The last letters, and what became of them. */
export function Outbox({ notices, timeZone }: { notices: ListedNotice[]; timeZone: string }) {
  if (notices.length === 0) return null
  return (
    <Panel title="Outbox" flush>
      <div className="px-1 py-1">
        <DataTable
          caption="Notices to customers"
          rows={notices}
          rowKey={notice => String(notice.id)}
          plain
          columns={[
            { key: 'customer', header: 'Customer', width: '18%', cell: n => n.customer },
            { key: 'email', header: 'To', width: '20%', phone: 'hide', cell: n => n.email },
            {
              key: 'subject',
              header: 'Subject',
              cell: n => <span title={n.problem ?? n.subject}>{n.problem ?? n.subject}</span>,
            },
            {
              key: 'status',
              header: 'Status',
              width: '8rem',
              cell: n => (
                <Badge tone={looks[n.status].tone} icon={looks[n.status].icon}>
                  {looks[n.status].word}
                </Badge>
              ),
            },
            {
              key: 'at',
              header: 'Written',
              width: '9.5rem',
              phone: 'hide',
              cell: n => <Instant at={n.createdAt} timeZone={timeZone} />,
            },
            {
              key: 'act',
              header: 'Change',
              stays: true,
              width: '7.5rem',
              align: 'right',
              cell: n => <NoticeActions id={n.id} status={n.status} label={n.customer} />,
            },
          ]}
        />
      </div>
    </Panel>
  )
}
