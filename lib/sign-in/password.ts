import { hash, verify } from '@node-rs/argon2'

/** argon2id, with the parameters that OWASP names: 19 MiB, two passes, one lane. About 10 ms. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

/** True where the password is the one of the hash; false also for a hash that cannot be read. */
export async function verifyPassword(hashed: string, password: string): Promise<boolean> {
  try {
    return await verify(hashed, password.normalize('NFC'))
  } catch {
    return false
  }
}
