import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limiterOf } from '@/lib/throttles/write'
import { createPostgresDatabase, describePostgres, openPool } from '@/testing/database'

const limit = { points: 8, duration: 600 }

describePostgres('tries counted by several processes', () => {
  const pools: pg.Pool[] = []
  beforeAll(async () => {
    const address = await createPostgresDatabase()
    pools.push(openPool(address), openPool(address))
  })
  afterAll(() => Promise.all(pools.map(pool => pool.end())))

  /** Two limiters of the same name, as two processes have them. */
  const pair = (name: string) => pools.map(pool => limiterOf(pool, name, limit))
  const settle = async (tries: Promise<unknown>[]) =>
    (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length

  it('are at most as many as the limit says, wherever and however many at once', async () => {
    const limiters = pair('email')
    const tries = Array.from({ length: 20 }, (_, i) => limiters[i % 2]?.consume('a@example.com'))
    expect(await settle(tries.filter(t => t !== undefined))).toBe(8)
    await expect(limiters[1]?.consume('b@example.com')).resolves.toMatchObject({ consumedPoints: 1 })
  })

  it('are forgiven for all of them at once', async () => {
    const [first, second] = pair('forgiven')
    for (let i = 0; i < 8; i += 1) await first?.consume('a@example.com')
    await expect(second?.consume('a@example.com')).rejects.toMatchObject({ remainingPoints: 0 })
    await first?.delete('a@example.com')
    await expect(second?.consume('a@example.com')).resolves.toMatchObject({ consumedPoints: 1 })
  })

  it('are counted by each kind for itself', async () => {
    const [email] = pair('email-kind')
    const [, address] = pair('address-kind')
    for (let i = 0; i < 8; i += 1) await email?.consume('1.2.3.4')
    await expect(address?.consume('1.2.3.4')).resolves.toMatchObject({ consumedPoints: 1 })
  })

  it('without PostgreSQL are counted by the process', async () => {
    const limiter = limiterOf(null, 'email', limit)
    expect(await settle(Array.from({ length: 9 }, () => limiter.consume('a')))).toBe(8)
  })
})
