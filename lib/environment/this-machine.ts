import { isIP } from 'node:net'

/** Whether a host is reached without leaving this machine: a socket's folder, localhost, 127.0.0.0/8 or ::1. No name is looked up. */
export function isThisMachine(host: string): boolean {
  if (host === '' || host.startsWith('/') || host === 'localhost') return true
  const address = host.replace(/^\[(.*)\]$/, '$1')
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}
