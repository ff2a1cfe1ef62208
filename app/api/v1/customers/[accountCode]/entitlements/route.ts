import { answer } from '@/app/api/v1/answer'
import { problem } from '@/app/api/v1/problem'
import { findEntitlements } from '@/lib/connexcs/read'

type Params = { params: Promise<{ accountCode: string }> }

/** The features that a customer has, for the switch: on today or to come. See docs/api.md. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { accountCode } = await params
  return answer(request, async ({ db, actor, today }) => {
    const found = await findEntitlements(db, actor, accountCode, today)
    if (!found) return problem(404, 'There is no customer with this account code.')
    const body = {
      account_code: accountCode,
      on: today,
      entitlements: found.map(({ name, fromOn, toOn, isActive }) => ({
        feature: name,
        from: fromOn,
        to: toOn,
        active: isActive,
      })),
    }
    return Response.json(body, { headers: { 'cache-control': 'no-store' } })
  })
}
