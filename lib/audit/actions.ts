/** What a row of the audit log may say happened: the noun, and its verb. What an earlier release wrote is read as it stands. */
type Verbs = {
  package: 'created' | 'updated' | 'archived' | 'unarchived' | 'version_cancelled'
  connexcs_package: 'created' | 'updated' | 'deleted'
  customer: 'created' | 'updated' | 'balance_adjusted'
  did: 'created' | 'updated' | 'moved'
  assignment: ('created' | 'updated' | 'deleted' | 'moved') | ('ended' | 'end_removed' | 'quantity_changed')
  bulk_change: 'assign' | 'end' | 'quantity' | 'taken_back'
  billing_run:
    | ('posted' | 'simulated' | 'paused' | 'resumed' | 'cancelled')
    | ('undo_started' | 'undo_resumed' | 'undone')
  charge: 'undone' | 'waived' | 'marked_billed' | 'waiver_taken_back'
  payment: 'created' | 'updated' | 'pending' | 'completed' | 'cancelled'
  notice: 'cancelled' | 'sent_again'
  user:
    | ('first_admin' | 'invited' | 'link_made' | 'updated' | 'activated' | 'deactivated')
    | ('password_chosen' | 'password_changed')
  api_key: 'created' | 'revoked'
  settings: 'updated'
}

type FileKind = 'customers' | 'dids' | 'packages' | 'assignments' | 'payments' | 'usage'

export type AuditAction =
  | { [Noun in keyof Verbs]: `${Noun}.${Verbs[Noun]}` }[keyof Verbs]
  | `${FileKind}.imported`
