import { expect, test } from 'vitest'
import { actionProblem, announcedProblem, jsonOf, mostBodyBytes } from './body'

const post = (body: string | ReadableStream, type = 'text/plain;charset=UTF-8') =>
  new Request('http://openmrc.test/', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    ...{ duplex: 'half' },
  })

test.each([
  ['no body', {}, undefined],
  ['a short one', { 'content-length': '20' }, undefined],
  ['1 MB', { 'content-length': '1000000' }, undefined],
  ['more', { 'content-length': '1000001' }, 413],
  ['100 MB', { 'content-length': '100000000' }, 413],
  ['a length that is no number', { 'content-length': 'x' }, 413],
  ['a body without a length', { 'transfer-encoding': 'chunked' }, 411],
])('%s is judged before it is read', (_, headers, status) => {
  expect(announcedProblem(new Headers(headers as Record<string, string>))?.status).toBe(status)
})

test.each([
  ['what a form sends', '[{"name":"[[[[","note":"a \\"[\\" b"}]', undefined],
  ['nothing', '[]', undefined],
  ['200,000 brackets', '['.repeat(200_000), 400],
  ['200,000 brackets that are closed', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 400],
  ['200,000 objects', '{"a":'.repeat(200_000), 400],
  ['200,001 objects', '{"a":'.repeat(200_001), 413],
  ['what is no JSON', 'x', 400],
  ['half of it', '[{"name":"a', 400],
  ['brackets in text', JSON.stringify(['['.repeat(5_000)]), undefined],
])('%s is judged before an action reads it', async (_, body, status) => {
  expect((await actionProblem(post(body)))?.status).toBe(status)
})

test('parts of a form in several parts are no JSON and are judged by their brackets', async () => {
  const part = (text: string) => `--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n${text}\r\n--x--\r\n`
  const type = 'multipart/form-data; boundary=x'
  expect(await actionProblem(post(part('["$K1"]'), type))).toBeNull()
  expect((await actionProblem(post(part('['.repeat(5_000)), type)))?.status).toBe(400)
})

test('reading stops behind 1 MB, whatever the headers say', async () => {
  let pulled = 0
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1
      controller.enqueue(new Uint8Array(64 * 1024).fill(32))
    },
  })
  expect(await jsonOf(post(endless))).toBeNull()
  expect(pulled * 64 * 1024).toBeLessThan(mostBodyBytes * 2)
})

test('JSON is read as it was sent', async () => {
  expect(await jsonOf(post('{"name":"Łącze"}'))).toEqual({ name: 'Łącze' })
  expect(await jsonOf(post(''))).toBeNull()
})
