import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Count } from '@/components/ui/figure/number'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { environment } from '@/lib/environment/environment'
import { openAdminPage } from '@/lib/http/page'
import { listUsers, type UserRow, type UserStatus } from '@/lib/users/read'
import { SettingsHeader } from '../settings-header'
import { InviteUser } from './invite-user'
import { UserMenu } from './user-menu'

export const metadata: Metadata = { title: 'Users' }

const statusBadges: Record<UserStatus, { tone: 'good' | 'warn' | 'neutral'; text: string }> = {
  active: { tone: 'good', text: 'Active' },
  invited: { tone: 'neutral', text: 'Invited' },
  link_expired: { tone: 'warn', text: 'Needs a link' },
  inactive: { tone: 'neutral', text: 'Deactivated' },
}

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor } = await openAdminPage()
  const list = readList(params)
  const isMailed = environment().mail !== undefined
  const { rows, count, size } = await listUsers(
    { db, actor },
    {
      search: list.q,
      page: list.page,
      now: new Date(),
    },
  )
  return (
    <>
      <SettingsHeader actor={actor} current="users" action={<InviteUser isMailed={isMailed} />} />
      <DataTable<UserRow>
        caption="Users"
        params={params}
        rows={rows}
        rowKey={row => row.id}
        search="Search users"
        count={count}
        page={{ number: list.page, size }}
        columns={[
          { key: 'name', header: 'Name', width: '24%', cell: row => row.name },
          { key: 'email', header: 'E-mail', cell: row => row.email },
          {
            key: 'role',
            header: 'Role',
            width: '10rem',
            cell: row => (row.role === 'admin' ? 'Admin' : 'Account manager'),
          },
          { key: 'cost', header: 'Sees cost', width: '6rem', cell: row => (row.canSeeCost ? 'Yes' : 'No') },
          {
            key: 'customers',
            header: 'Customers',
            align: 'right',
            width: '6rem',
            cell: row => <Count value={row.customers} />,
          },
          {
            key: 'status',
            header: 'Status',
            width: '9rem',
            phone: 'title',
            cell: row => <StatusBadge {...row} />,
          },
          {
            key: 'menu',
            header: 'Change',
            stays: true,
            align: 'right',
            width: '5rem',
            phone: 'title',
            cell: row => <UserMenu user={row} isSelf={row.id === actor.id} isMailed={isMailed} />,
          },
        ]}
      />
    </>
  )
}

function StatusBadge({ status }: { status: UserStatus }) {
  const { tone, text } = statusBadges[status]
  return <Badge tone={tone}>{text}</Badge>
}
