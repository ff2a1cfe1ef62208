/**
 * Writes lib/sign-in/common-passwords.txt from the dictionary of @zxcvbn-ts/language-common (MIT): passwords by how often they are
 * used, most used first. To renew the list: `node bin/common-passwords.mjs`.
 */
import { writeFileSync } from 'node:fs'

const { dictionary } = await import('@zxcvbn-ts/language-common')
const most = [...dictionary['passwords-common']].map(word => word.toLowerCase())
// The 10,000 most used, because a longer password may be made of one of them, and all that are long enough by themselves.
const kept = new Set(most.filter((word, rank) => rank < 10_000 || [...word].length >= 10))
writeFileSync('lib/sign-in/common-passwords.txt', `${[...kept].join('\n')}\n`)
