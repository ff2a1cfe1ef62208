import { findEntitlements } from '@/lib/connexcs/read'
import { api } from '@/lib/http/api'
import { HttpRefusal } from '@/lib/http/http-refusal'

type Params = { params: Promise<{ accountCode: string }> }

/** The features that a customer has, for the switch: on today or to come. See docs/api.md. */
export function GET(request: Request, { params }: Params): Promise<Response> {
  return api(request, async ({ db, actor, today }) => {
    const { accountCode } = await params
    const found = await findEntitlements({ db, actor, today }, accountCode)
    if (!found) throw new HttpRefusal(404, 'There is no customer with this account code.')
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
