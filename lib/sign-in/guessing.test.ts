import { randomInt, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { addressHeader } from '@/lib/request/client-address'
import { changeOwnPassword } from '@/lib/users/write/users'
import { describeDatabases } from '@/testing/database'
import { makeUser, ownHeaders, sessionCookie, startWithAdmin, testPassword } from '@/testing/people'
import { actorOf } from './read/actor'
import { waitOf } from './throttle'
import { signIn } from './write/sign-in'

const waits = vi.hoisted((): number[] => [])
// Nobody waits for real: what was asked for is noted. A macrotask keeps many tries at once apart.
vi.mock('node:timers/promises', async original => ({
  ...(await original<object>()),
  setTimeout: (ms: number) => {
    waits.push(ms)
    return new Promise(resolve => setImmediate(resolve))
  },
}))

const wrong = /do not belong together/
const tooMany = /Too many tries/

function from(address: string, cookie?: string): Headers {
  const headers = ownHeaders(cookie)
  headers.set(addressHeader(), address)
  return headers
}

/** Tries are counted by the process: no two tests may share an address. */
const randomAddress = () => `203.0.${randomInt(256)}.${randomInt(256)}`

describeDatabases('guessing passwords', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
  })
  beforeEach(() => {
    waits.length = 0
  })

  const guess = (email: string, headers: Headers) =>
    signIn(db, headers, { email, password: 'guess' }).then(String, String)
  const person = async () => {
    const email = `${randomUUID()}@example.com`
    await makeUser(db, email)
    return { email, password: testPassword }
  }
  const signedIn = expect.arrayContaining([expect.objectContaining({ name: 'openmrc.session_token' })])

  it('is stopped for the network that guesses, also when the guesses come all at once', async () => {
    const email = `${randomUUID()}@example.com`
    const one = randomAddress()
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(email, from(one))))
    expect(answers.filter(answer => wrong.test(answer))).toHaveLength(8)
    expect(answers.filter(answer => tooMany.test(answer))).toHaveLength(22)
  })

  it('from many addresses of one /64 is guessing from one', async () => {
    const email = `${randomUUID()}@example.com`
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => guess(email, from(`2001:db8:7:7::${i.toString(16)}`))),
    )
    expect(answers.filter(answer => wrong.test(answer))).toHaveLength(8)
  })

  it('is not moved by an X-Forwarded-For that a client sends', async () => {
    const email = `${randomUUID()}@example.com`
    const answers: string[] = []
    for (let i = 0; i < 10; i += 1) {
      const headers = from('198.51.100.8')
      headers.set('x-forwarded-for', `203.0.113.${i}`)
      answers.push(await guess(email, headers))
    }
    expect(answers.filter(answer => wrong.test(answer))).toHaveLength(8)
  })

  it('elsewhere never keeps a person out of a browser in which they signed in before', async () => {
    const { email, password } = await person()
    const home = randomAddress()
    const cookies = await signIn(db, from(home), { email, password })
    const device = cookies.find(({ name }) => name.startsWith('openmrc.device'))
    const browser = `${device?.name}=${device?.value}`
    await Promise.all(Array.from({ length: 30 }, () => guess(email, from(randomAddress()))))
    // Somebody behind the same address guesses at everybody.
    await Promise.all(Array.from({ length: 62 }, () => guess(`${randomUUID()}@example.com`, from(home))))
    expect(await guess(email, from(home))).toMatch(tooMany)
    waits.length = 0
    expect(await signIn(db, from(home, browser), { email, password })).toEqual(signedIn)
    expect(waits).toEqual([])
  })

  it('elsewhere slows a person down in a new browser, and does not shut them out', async () => {
    const { email, password } = await person()
    for (let i = 0; i < 24; i += 1) await guess(email, from(randomAddress()))
    expect(Math.max(...waits)).toBe(8_000)
    waits.length = 0
    expect(await signIn(db, from('192.0.2.9'), { email, password })).toEqual(signedIn)
    expect(waits).toEqual([8_000])
  })

  it('is limited in a known browser too, and the cookie of one e-mail is no help with another', async () => {
    const { email, password } = await person()
    const other = await person()
    const cookies = await signIn(db, from('192.0.2.2'), { email, password })
    const browser = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const own = await Promise.all(Array.from({ length: 10 }, () => guess(email, from('192.0.2.2', browser))))
    expect(own.filter(answer => wrong.test(answer))).toHaveLength(8)
    const tries = Array.from({ length: 10 }, () => guess(other.email, from('192.0.2.3', browser)))
    expect((await Promise.all(tries)).filter(answer => wrong.test(answer))).toHaveLength(8)
    expect(await guess(other.email, from('192.0.2.3', browser.replace(/.$/, 'A')))).toMatch(tooMany)
  })

  it('elsewhere does not keep whoever is signed in from changing their password', async () => {
    const { email } = await person()
    const actor = await actorOf(db, ownHeaders(await sessionCookie(db, email)))
    if (!actor) throw new Error('not signed in')
    for (let i = 0; i < 12; i += 1) await guess(email, from(randomAddress()))
    const password = 'four other words here'
    await changeOwnPassword({ db, actor }, { currentPassword: testPassword, password })
    const guesses = Array.from({ length: 10 }, () =>
      changeOwnPassword({ db, actor }, { currentPassword: 'guess', password }).catch(String),
    )
    expect((await Promise.all(guesses)).filter(answer => tooMany.test(String(answer)))).toHaveLength(2)
  })
})

it('the wait grows from the ninth try on, to eight seconds', () => {
  expect([1, 8, 9, 10, 11, 12, 13, 14, 15, 10_000].map(waitOf)).toEqual([
    0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000, 8000,
  ])
})
