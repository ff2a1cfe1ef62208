import { randomInt, randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { settings } from '@/db/schema/settings'
import { users } from '@/db/schema/users'
import { type Actor, systemActor } from '@/lib/access/actor'
import { writeAudit } from '@/lib/audit/write/audit'
import { type Environment, environment, siteAddress } from '@/lib/environment/environment'
import { StartProblem } from '@/lib/environment/start-problem'
import { Refusal } from '@/lib/refusal/refusal'
import { noteSecurity } from '@/lib/security-log/note'
import { providerName } from '@/lib/settings/read'
import { ensureSettings } from '@/lib/settings/write'
import { newPasswordFor, requireGoodPassword } from '@/lib/sign-in/new-password'
import { hashPassword } from '@/lib/sign-in/password'
import { emailAddress } from '@/lib/sign-in/schema'
import { countTry, forgive } from '@/lib/sign-in/throttle'
import { fingerprint, replacePassword } from '@/lib/sign-in/write/credentials'
import { hasAdmin } from '../read'
import type { FirstRunInput } from '../schema'

/** Letters and digits that nobody mistakes for one another. 32 of them: eight carry 40 bits. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * Called once at every start. Makes the settings if there are none. If there is no admin yet: creates the one
 * that the environment names, or prints the address with a fresh code, so that only whoever sees the terminal can
 * claim the installation.
 */
export async function prepareFirstRun(
  db: Db,
  env: Pick<Environment, 'admin' | 'port' | 'url'> = environment(),
  print: (line: string) => void = line => void process.stdout.write(`${line}\n`),
): Promise<void> {
  await ensureSettings(db)
  if (await hasAdmin(db)) return
  if (env.admin) {
    const email = emailAddress.parse(env.admin.email)
    const parsed = newPasswordFor({ email, provider: await providerName(db) }).safeParse(env.admin.password)
    if (!parsed.success) throw new StartProblem(`OPENMRC_ADMIN_PASSWORD: ${parsed.error.issues[0]?.message}`)
    const passwordHash = await hashPassword(env.admin.password)
    await db.transaction(async tx => {
      if (!(await lockFirstRun(tx))) return
      await makeAdmin(tx, { email, name: 'Admin', passwordHash }, systemActor)
    })
    noteSecurity(db, { event: 'first_admin', who: email, what: 'From the environment' })
    return
  }
  const code = makeCode()
  await db.update(settings).set({ setupCodeHash: fingerprint(code) })
  print(`\n  Open ${siteAddress(env, `/set-up#${code}`)} to create the first admin\n`)
}

/**
 * Creates the first admin and the provider's settings from the first-run page. Refuses a wrong code, and the second of
 * two people at once. `environmentTimeZone` is kept as "no setting", so that the environment stays in charge of it; wrong codes are counted for `address`.
 */
export async function createFirstAdmin(
  db: Db,
  input: FirstRunInput,
  environmentTimeZone: string,
  address: string,
): Promise<Actor> {
  await countTry('setupCode', address).catch((error: unknown) => {
    noteSecurity(db, { event: 'throttled', outcome: 'refused', who: input.email, what: 'Set-up code' })
    throw error
  })
  requireGoodPassword(input.password, { ...input, provider: input.providerName })
  const codeHash = fingerprint(`${input.code.slice(0, 4)}-${input.code.slice(-4)}`)
  const passwordHash = await hashPassword(input.password)
  const actor = await db.transaction(async tx => {
    const locked = await lockFirstRun(tx)
    if (!locked)
      throw new Refusal(
        'The first admin has just been created. Sign in, or ask that person for an invitation.',
      )
    if (locked.setupCodeHash !== codeHash) {
      noteSecurity(db, { event: 'first_admin', outcome: 'refused', who: input.email, what: 'Wrong code' })
      throw Refusal.field(
        'code',
        'That is not the code. It stands in the terminal where OpenMRC was started last, and changes at every start.',
      )
    }
    const { email, name, providerName, currency } = input
    const admin = await makeAdmin(tx, { email, name, passwordHash }, null)
    const after = {
      providerName,
      currency,
      billingTimeZone: input.timeZone === environmentTimeZone ? null : input.timeZone,
    }
    await tx.update(settings).set({ ...after, setupCodeHash: null, updatedAt: sql`now()` })
    await writeAudit(
      { db: tx, actor: admin },
      {
        action: 'settings.updated',
        entity: 'settings',
        entityId: 1,
        label: providerName,
        before: null,
        after,
      },
    )
    return admin
  })
  await forgive('setupCode', address)
  noteSecurity(db, { event: 'first_admin', who: actor })
  return actor
}

/** Locks the one row of settings, so that first admins are made one at a time; null if there is one already. */
async function lockFirstRun(tx: Db): Promise<{ setupCodeHash: string | null } | null> {
  const [row] = await tx.select({ setupCodeHash: settings.setupCodeHash }).from(settings).for('update')
  return row && !(await hasAdmin(tx)) ? row : null
}

async function makeAdmin(
  tx: Db,
  admin: { email: string; name: string; passwordHash: string },
  by: Actor | null,
): Promise<Actor> {
  const { email, name } = admin
  const rights = { name, role: 'admin' as const, canSeeCost: true, isActive: true }
  // An import from the command line may have named this e-mail as an account manager before anybody signed in.
  const [known] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email))
  const id = known?.id ?? randomUUID()
  if (known)
    await tx
      .update(users)
      .set({ ...rights, updatedAt: sql`now()` })
      .where(eq(users.id, id))
  else await tx.insert(users).values({ id, email, ...rights })
  await replacePassword(tx, id, admin.passwordHash)
  await tx.update(settings).set({ setupCodeHash: null })
  const made: Actor = { id, email, name, role: 'admin', canSeeCost: true }
  await writeAudit(
    { db: tx, actor: by ?? made },
    {
      action: 'user.first_admin',
      entity: 'user',
      entityId: id,
      label: email,
      after: { name, role: 'admin' },
    },
  )
  return made
}

function makeCode(): string {
  const letters = Array.from({ length: 8 }, () => codeLetters[randomInt(codeLetters.length)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
