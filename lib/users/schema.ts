import { z } from 'zod'
import { plainText, sentWord } from '@/lib/fields/plain-text'
import { emailAddress, newPassword } from '@/lib/sign-in/schema'
import { isTimeZone } from '../calendar-date'
import { isCurrency } from '../currency'

const personName = plainText('name', 1, 120)

export const firstRunSchema = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/, 'Enter the code that the terminal shows, such as ABCD-EFGH.'),
  name: personName,
  email: emailAddress,
  password: newPassword,
  providerName: plainText('provider name', 1, 120),
  currency: z.string().refine(isCurrency, 'Choose a currency.'),
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone such as Europe/London.'),
})

const role = z.enum(['admin', 'account_manager'], { error: 'Choose a role.' })

export const inviteSchema = z.object({
  email: emailAddress,
  name: personName,
  role,
  canSeeCost: z.boolean().default(false),
})

/** Not a number: the sign-in library makes them. */
const userId = sentWord(64)

export const userSchema = z.object({
  id: userId,
  name: personName,
  role,
  canSeeCost: z.boolean(),
  /** The revision that the form was opened with: a save in between is not overwritten. */
  seen: z.object(
    { name: sentWord(400), role, canSeeCost: z.boolean() },
    { error: 'Reload the page and try again.' },
  ),
})

export const userIdSchema = z.object({ id: userId })

/** The secret of a link, as the page read it from the address; empty if there was none. */
export const linkSchema = z.object({ token: z.string().max(200) })

export const acceptInvitationSchema = z.object({
  token: sentWord(200),
  name: personName,
  password: newPassword,
})

export const ownNameSchema = z.object({ name: personName })

export const ownPasswordSchema = z.object({
  currentPassword: z
    .string()
    .min(1, 'Enter the password you use now.')
    .max(1000, 'That is not your password.'),
  password: newPassword,
})

export type FirstRunInput = z.output<typeof firstRunSchema>
export type InviteInput = z.output<typeof inviteSchema>
export type UserInput = z.output<typeof userSchema>
export type AcceptInvitationInput = z.output<typeof acceptInvitationSchema>
export type OwnPasswordInput = z.output<typeof ownPasswordSchema>
