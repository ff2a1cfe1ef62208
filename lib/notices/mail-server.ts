import { isThisMachine } from '@/lib/environment/this-machine'

/**
 * The address of a mail server for `nodemailer`: TLS is demanded, and the certificate checked, unless the address says `tls=off` or
 * the server is on this machine. `smtp://` begins with STARTTLS then, and nothing is sent if the server has none.
 */
export function mailServer(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  const isOff = url.searchParams.get('tls') === 'off'
  url.searchParams.delete('tls')
  if (isOff) {
    url.searchParams.set('ignoreTLS', 'true')
    url.searchParams.delete('requireTLS')
  } else if (!isThisMachine(url.hostname)) {
    url.searchParams.set('requireTLS', 'true')
  }
  return url.href
}
