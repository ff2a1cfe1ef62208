/** What a new password has to be, for every door through which one is chosen. Server only: the list is 90 kB. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '@/lib/refusal/refusal'
import { newPassword } from './schema'

/** Whom the password is for. What is not known yet is left out. */
export type PasswordOf = { email: string; name?: string; provider?: string }

let known: ReadonlySet<string> | undefined

/** The most used passwords in lower case; read once, when somebody first chooses a password. See bin/common-passwords.mjs. */
function commonPasswords(): ReadonlySet<string> {
  // Every door starts in the project's folder: `next start`, tsx and vitest alike.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'sign-in', 'common-passwords.txt')
  known ??= new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))
  return known
}

/** Digits and signs around one of the most used words count as nothing, up to so many. */
const mostAround = 6

/**
 * True for one of the most used passwords, also with capitals, said twice, or with a few digits and signs around it.
 * `isCommonPassword('Password1!')` is true, `isCommonPassword('correct horse battery')` is not.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const half = text.slice(0, text.length / 2)
  const once = half + half === text ? half : text
  const core = once.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const isDressed = core.length >= 4 && once.length - core.length <= mostAround
  return [text, once, ...(isDressed ? [core] : [])].some(word => commonPasswords().has(word))
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Shorter words are in too many others. */
const shortestWord = 4

function wordsOf({ email, name = '', provider = '' }: PasswordOf): string[] {
  const local = email.split('@')[0] ?? ''
  const parts = [name, provider].flatMap(text => text.split(/[^\p{L}\p{N}]+/u))
  return ['openmrc', email, local, name, provider, ...parts]
    .map(bare)
    .filter(word => [...word].length >= shortestWord)
}

/** The schema of a new password for this person. */
export function newPasswordFor(of: PasswordOf) {
  return newPassword
    .refine(password => !isCommonPassword(password), {
      message:
        'This is one of the most used passwords, which are tried first. Take three or four words of your own.',
    })
    .refine(password => !wordsOf(of).some(word => bare(password).includes(word)), {
      message:
        'Choose a password without your e-mail address, your name, the name of the provider or of this product.',
    })
}

/** Throws a Refusal on the field `password` unless it is a good one for this person. */
export function requireGoodPassword(password: string, of: PasswordOf): void {
  const parsed = newPasswordFor(of).safeParse(password)
  if (!parsed.success)
    throw Refusal.field('password', z.treeifyError(parsed.error).errors[0] ?? 'Choose another.')
}
