import { z } from 'zod'
import { sentWord } from '@/lib/fields/plain-text'

/** Shortest password that is taken, in characters. */
export const minimumPasswordLength = 10

/** Longest one: argon2 would hash a novel, and so let a stranger keep the server busy. */
export const maximumPasswordLength = 200

const emailSentence = 'Enter an e-mail address such as ana@example.com.'

/** An e-mail address, in lower case: nobody is two people because of a capital. */
export const emailAddress = z
  .string({ error: emailSentence })
  .trim()
  .toLowerCase()
  .max(254, emailSentence)
  .pipe(z.email({ error: emailSentence }))

/** A new password, as far as a browser can judge it; `new-password.ts` says the rest. Length is what matters; blanks and every script are welcome. */
export const newPassword = z
  .string({ error: 'Choose a password.' })
  .refine(text => [...text].length >= minimumPasswordLength, {
    message: `Use at least ${minimumPasswordLength} characters. Three or four words are easy to remember.`,
  })
  .refine(text => [...text].length <= maximumPasswordLength, {
    message: `Use at most ${maximumPasswordLength} characters.`,
  })
  .refine(text => new Set(text).size >= 4, { message: 'Use more than a few different characters.' })

export const signInSchema = z.object({
  email: emailAddress,
  password: z.string().min(1, 'Enter your password.').max(1000, 'That is longer than any password here.'),
  /** The page that was asked for before signing in. */
  next: sentWord(2000).optional(),
})
