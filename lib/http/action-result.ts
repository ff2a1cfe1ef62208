/** What every server action answers: its data, or sentences for the form and its fields. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; formError?: string; fieldErrors?: Record<string, string> }
