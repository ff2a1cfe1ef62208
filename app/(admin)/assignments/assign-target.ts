/** What a package is given to; null where the form asks. */
export type AssignTarget =
  | { kind: 'customer'; id: number; name: string; currency: string }
  | { kind: 'did'; id: number; number: string; customer: string; currency: string }
