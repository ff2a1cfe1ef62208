/**
 * The way a mutation says no: thrown inside its transaction, so that nothing is half-saved. The sentence is shown to
 * the person as it is, on the form or on the named fields; what they typed stays.
 */
export class Refusal extends Error {
  readonly formError: string | undefined
  readonly fieldErrors: Readonly<Record<string, string>> | undefined

  constructor(formError?: string, fieldErrors?: Record<string, string>) {
    super(formError ?? Object.values(fieldErrors ?? {}).join(' '))
    this.name = 'Refusal'
    this.formError = formError
    this.fieldErrors = fieldErrors
  }

  /** A refusal that lands on one field. `Refusal.field('retail', 'Type an amount such as 12.50.')` */
  static field(field: string, sentence: string): Refusal {
    return new Refusal(undefined, { [field]: sentence })
  }

  /** A refusal that lands on several fields at once. */
  static fields(sentences: Record<string, string>): Refusal {
    return new Refusal(undefined, sentences)
  }
}

/** A refusal because of who asks, not of what was sent: the security log tells it. */
export class NotAllowed extends Refusal {}
