import { z } from 'zod'

// Control characters: a database refuses NUL, and none of the others can be read back on a page.
const controlCharacter = /\p{Cc}/u

/**
 * One line of text as a person types it, trimmed: `least` to `most` characters, no control characters.
 * `what` names it in the sentences: `plainText('name', 1, 200)` says "Enter a name of at most 200 characters."
 */
export function plainText(what: string, least: number, most: number) {
  const sentence = `Enter ${/^[aeio]/i.test(what) ? 'an' : 'a'} ${what} of at most ${most} characters.`
  return z
    .string({ error: sentence })
    .trim()
    .refine(text => [...text].length >= least && [...text].length <= most, { message: sentence })
    .refine(text => !controlCharacter.test(text), {
      message: 'Remove the line breaks or invisible characters.',
    })
}

/**
 * The id of a row, from a form (text) or from code (a number).
 *
 * A form shows what the first branch of a union says, an action what the union says: both are the sentence, here and below.
 */
export function rowId(sentence: string) {
  return z
    .union(
      [
        z.number({ error: sentence }),
        z
          .string()
          .trim()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ],
      { error: sentence },
    )
    .refine(id => Number.isSafeInteger(id) && id > 0, { message: sentence })
}

/** As `rowId`, where nothing chosen (`''`, null or left out) is null. */
export function optionalRowId(sentence: string) {
  return z
    .union([z.literal('', { error: sentence }).transform(() => null), z.null(), rowId(sentence)], {
      error: sentence,
    })
    .default(null)
}

/** Counts saves: what the editor saw when the form was opened. */
export const revision = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ],
  {
    error: 'Reload the page and try again.',
  },
)

/** A whole number as typed, ASCII digits without a sign, from `least` to `most`. */
export function wholeNumber(least: number, most: number, sentence: string) {
  return z
    .union(
      [
        z.number({ error: sentence }),
        z
          .string()
          .trim()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ],
      { error: sentence },
    )
    .refine(n => Number.isSafeInteger(n) && n >= least && n <= most, { message: sentence })
}

/** As `wholeNumber`, where an empty field is null. */
export function optionalWholeNumber(least: number, most: number, sentence: string) {
  return z
    .union(
      [
        z.literal('', { error: sentence }).transform(() => null),
        z.null(),
        wholeNumber(least, most, sentence),
      ],
      {
        error: sentence,
      },
    )
    .default(null)
}
