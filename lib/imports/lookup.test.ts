import { expect, test } from 'vitest'
import { describeDatabases } from '@/testing/database'
import { lookup } from './lookup'

describeDatabases('a lookup', open => {
  test('asks once for each code, and has what a batch names however few it remembers', async () => {
    const db = await open()
    const asked: string[][] = []
    const load = async (_: unknown, codes: string[]) => {
      asked.push(codes)
      return new Map(codes.filter(code => code !== 'nobody').map(code => [code, `found ${code}`]))
    }
    const { fill, get } = lookup(load, 3)
    await fill(db, ['b', 'a', '', 'b'])
    await fill(db, ['a', 'nobody'])
    await fill(db, ['nobody', 'b'])
    expect([get('a'), get('b'), get('nobody'), get('')]).toEqual(['found a', 'found b', undefined, undefined])
    // A fourth: what was remembered goes, and what this batch names is asked for again.
    await fill(db, ['a', 'c', 'd', 'e', 'f'])
    expect(['a', 'c', 'd', 'e', 'f'].map(get)).toEqual(['a', 'c', 'd', 'e', 'f'].map(code => `found ${code}`))
    await fill(db, ['b'])
    expect(asked).toEqual([['a', 'b'], ['nobody'], ['a', 'c', 'd', 'e', 'f'], ['b']])
  })
})
