import { z } from 'zod'

// A database refuses NUL, and no page can show the others.
const control = /[\p{Cc}\u2028\u2029]/u
const halfOfPair = /\p{Cs}/u
/** Embeddings, overrides and isolates, which turn round the text after them. The marks of Hebrew and Arabic names are none. */
const directionChange = /[\u202a-\u202e\u2066-\u2069]/
/** U+2800, a Braille cell without a dot, is a symbol that draws nothing. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{C}\u2800]/u

/** Text as it is kept: without white space at its ends, and in NFC, so that what looks the same is the same. */
export function keptText(typed: string): string {
  return typed.normalize('NFC').trim()
}

/**
 * What is wrong with the characters of one line of text (a name, a code, a note), as a sentence, or null. Refused are control
 * characters, halves of surrogate pairs, changes of direction, and text of which nothing is visible; empty text is none of these.
 */
export function lineProblem(text: string): string | null {
  if (control.test(text)) return 'Remove the line breaks or invisible characters.'
  if (halfOfPair.test(text)) return 'Remove the broken character.'
  if (directionChange.test(text)) return 'Remove the characters that change the direction of the text.'
  if (text !== '' && !visible.test(text)) return 'Enter text that can be seen.'
  return null
}

/** As `lineProblem`, for text of several lines. Tabs and line breaks are part of it. */
export function linesProblem(text: string): string | null {
  return lineProblem(text.replace(/[\t\n\r]+/g, ' ').trim())
}

/**
 * One line of text as a person types it, trimmed and in NFC: `least` to `most` characters, all of which `lineProblem` allows.
 * `what` names it in the sentences: `plainText('name', 1, 200)` says "Enter a name of at most 200 characters."
 */
export function plainText(what: string, least: number, most: number) {
  const sentence = `Enter ${/^[aeio]/i.test(what) ? 'an' : 'a'} ${what} of at most ${most} characters.`
  return (
    z
      .string({ error: sentence })
      .transform(keptText)
      .refine(text => [...text].length >= least && [...text].length <= most, { message: sentence })
      // After the length: the sentence of a text of 100,000 characters is about its length.
      .superRefine(refuseBadLine)
  )
}

function refuseBadLine(text: string, ctx: z.RefinementCtx): void {
  const message = lineProblem(text)
  if (message) ctx.addIssue({ code: 'custom', message })
}

/** What is typed into a search box. Text that is in no row is refused rather than looked for. */
export const searchText = z
  .string({ error: 'Enter a text to search for.' })
  .max(200, 'Type at most 200 characters.')
  .transform(text => text.replace(/\s+/g, ' '))
  .refine(text => !control.test(text) && !halfOfPair.test(text), {
    message: 'Remove the line breaks or invisible characters.',
  })

/** A word that only a page sends: an id that is text, a choice of a filter. At most `most` characters, as in `searchText`. */
export function sentWord(most: number) {
  const message = 'Reload the page and try again.'
  return z
    .string({ error: message })
    .max(most, message)
    .refine(text => !control.test(text) && !halfOfPair.test(text), { message })
}

/** The id of a row as code sends it. */
export const sentId = z
  .int({ error: 'Reload the page and try again.' })
  .positive('Reload the page and try again.')

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

/** As `rowId`, but nothing chosen (`''`, null or left out) is null. */
export function optionalRowId(sentence: string) {
  return z
    .union([z.literal('', { error: sentence }).transform(() => null), z.null(), rowId(sentence)], {
      error: sentence,
    })
    .default(null)
}

/** Counts saves: what the editor saw when the form was opened. A whole number that the database can hold. */
export const revision = wholeNumber(0, 2_147_483_647, 'Reload the page and try again.')

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

/** As `wholeNumber`, but an empty field is null. */
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

/** Why something is undone or left out: from 3 to 500 characters, for the audit log. */
export const reasonText = plainText('reason', 0, 500).refine(text => [...text].length >= 3, {
  message: 'Say why, in a few words.',
})
