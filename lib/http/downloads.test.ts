import { afterEach, expect, test, vi } from 'vitest'
import { asDownload, beginDownload, mostDownloads } from './downloads'

afterEach(() => {
  vi.useRealTimers()
})

const endless = () =>
  new Response(
    new ReadableStream({ pull: controller => controller.enqueue(new Uint8Array(10)) }, { highWaterMark: 0 }),
  )

test('a person has a few downloads at once, and others have theirs', async () => {
  const person = { id: 'a' }
  const open: Response[] = []
  for (let n = 0; n < mostDownloads; n += 1) open.push(await asDownload(person, endless))
  const make = vi.fn(endless)
  const refused = await asDownload(person, make)
  expect([refused.status, await refused.text()]).toEqual([
    429,
    expect.stringMatching(/^Three of your downloads/),
  ])
  expect(make).not.toHaveBeenCalled()
  expect((await asDownload({ id: 'b' }, endless)).status).toBe(200)
  await open[0]?.body?.cancel()
  expect((await asDownload(person, endless)).status).toBe(200)
  expect((await asDownload(person, endless)).status).toBe(429)
})

test('one that was sent to the end, failed, or was never one is not counted', async () => {
  const person = { id: 'c' }
  for (let n = 0; n < 10; n += 1) {
    expect(await (await asDownload(person, () => new Response('all'))).text()).toBe('all')
    expect((await asDownload(person, () => new Response(null, { status: 404 }))).status).toBe(404)
    await expect(asDownload(person, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    const broken = new ReadableStream({ pull: controller => controller.error(new Error('cut')) })
    await expect((await asDownload(person, () => new Response(broken))).text()).rejects.toThrow('cut')
  }
})

test('one that nobody ends is forgotten after a while', () => {
  vi.useFakeTimers()
  for (let n = 0; n < mostDownloads; n += 1) expect(beginDownload('d')).not.toBeNull()
  expect(beginDownload('d')).toBeNull()
  vi.advanceTimersByTime(10 * 60_000)
  expect(beginDownload('d')).not.toBeNull()
})
