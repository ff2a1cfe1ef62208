import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Invitation } from './invitation'

export const metadata: Metadata = { title: 'Choose your password' }

/** The server does not learn the link from the address: the browser reads it there and sends it in a body. */
export default async function AcceptInvitationPage() {
  // Not drawn while it is built: its scripts run by the nonce of the request.
  await connection()
  return <Invitation />
}
