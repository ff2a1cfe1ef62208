/** What the security log tells, in words. */
export const securityEventNames = {
  sign_in: 'Sign-in',
  throttled: 'Too many tries',
  sign_out: 'Sign-out',
  refused: 'Refused',
  key_refused: 'Wrong or revoked key',
  exported: 'Export',
  link_made: 'Link made',
  link_used: 'Link used',
  password_changed: 'Password changed',
  first_admin: 'First admin',
  person_changed: 'Person changed',
  key_made: 'Key made',
  key_revoked: 'Key revoked',
  not_kept: 'More than is kept',
} as const

export type SecurityEvent = keyof typeof securityEventNames
export type Outcome = 'done' | 'failed' | 'refused'

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  done: 'Done',
  failed: 'Failed',
  refused: 'Refused',
}

/** `key_made` is "Key made"; a word of another release is shown as it is. */
export function eventText(event: string): string {
  return event in securityEventNames ? securityEventNames[event as SecurityEvent] : event
}
