/** Hands the letters of the outbox to the mail server. Never sends one twice by itself. */
import { eq, sql } from 'drizzle-orm'
import nodemailer from 'nodemailer'
import { type Db, rowsOf } from '@/db/client'
import { notices } from '@/db/schema/notices'
import type { Mail } from '@/lib/environment/environment'
import { mailServer } from '../mail-server'

const mostAttempts = 8
/** Longer than a mail server may take: a letter that is being sent for so long was cut off. */
const sendingSeconds = 600

type Waiting = { id: number; email: string; subject: string; body: string; attempts: number }

/** Takes one letter out of the outbox; two senders never take the same. */
async function take(db: Db): Promise<Waiting | null> {
  const [taken] = await rowsOf<Waiting>(
    db,
    sql`update notices set status = 'sending', attempts = attempts + 1, next_attempt_at = now()
      where id = (select id from notices where status = 'pending' and next_attempt_at <= now()
        order by next_attempt_at, id limit 1 for update skip locked)
      returning id::float8 as id, email, subject, body, attempts`,
  )
  return taken ?? null
}

/**
 * Sends what waits, one letter after the other, at most `limit`. A letter that the server refused for now is tried again later;
 * one that was cut off after it had been handed over may have arrived, and waits for a person. Answers how many were sent. Throws
 * where the mail server cannot be reached.
 */
export async function sendNotices(db: Db, mail: Mail, limit = 500): Promise<number> {
  await db.execute(sql`update notices set status = 'failed', problem = 'It was cut off while it was being sent, and may have arrived.'
    where status = 'sending' and next_attempt_at < now() - make_interval(secs => ${sendingSeconds})`)
  const server = nodemailer.createTransport(mailServer(mail.url), { from: mail.from })
  let sentCount = 0
  try {
    // No letter is taken out for a server that is away.
    await server.verify()
    for (let i = 0; i < limit; i += 1) {
      const letter = await take(db)
      if (letter === null) break
      const { id, email, subject, body } = letter
      try {
        // The same id at every attempt: a server that has the letter already can tell.
        const messageId = `<openmrc-notice-${id}@${mail.from.split('@')[1] ?? 'openmrc'}>`
        await server.sendMail({ to: email, subject, text: body, messageId })
        await db
          .update(notices)
          .set({ status: 'sent', sentAt: sql`now()`, problem: null })
          .where(eq(notices.id, id))
        sentCount += 1
      } catch (error) {
        await noteFailure(db, letter, error)
        if (!isOfThisLetter(error)) break
      }
    }
  } finally {
    server.close()
  }
  return sentCount
}

const has = <Key extends string>(error: unknown, key: Key): error is Record<Key, unknown> =>
  typeof error === 'object' && error !== null && key in error

const codeOf = (error: unknown) =>
  has(error, 'responseCode') && typeof error.responseCode === 'number' ? error.responseCode : null

/** A refusal of this one letter; anything else will meet the next letter as well. */
const isOfThisLetter = (error: unknown) => codeOf(error) !== null

/**
 * True where the letter cannot have left: the server said no, or nobody was reached. A connection that closed says neither: the
 * letter may have been handed over a moment before.
 */
function isKnownUnsent(error: unknown): boolean {
  if (codeOf(error) !== null) return true
  if (has(error, 'syscall') && error.syscall === 'connect') return true
  return has(error, 'code') && (error.code === 'EDNS' || error.code === 'EAUTH' || error.code === 'EENVELOPE')
}

async function noteFailure(db: Db, letter: Waiting, error: unknown): Promise<void> {
  const code = codeOf(error)
  const sentence = error instanceof Error ? error.message.slice(0, 500) : String(error)
  const isFinal = (code !== null && code >= 500) || letter.attempts >= mostAttempts
  if (!isKnownUnsent(error) || isFinal) {
    const problem = isKnownUnsent(error) ? sentence : `${sentence}. It may have arrived.`
    await db.update(notices).set({ status: 'failed', problem }).where(eq(notices.id, letter.id))
    return
  }
  const seconds = 60 * 2 ** Math.min(letter.attempts - 1, 6)
  await db
    .update(notices)
    .set({
      status: 'pending',
      problem: sentence,
      nextAttemptAt: sql`now() + make_interval(secs => ${seconds})`,
    })
    .where(eq(notices.id, letter.id))
}
