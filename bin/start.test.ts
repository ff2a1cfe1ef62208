import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'

type End = { code: number | null; said: string; complained: string }

function start(env: Record<string, string>): Promise<End> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    env: { ...process.env, VITEST: '', ...env },
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  child.stderr.on('data', chunk => {
    complained += chunk
  })
  return new Promise(resolve => child.once('exit', code => resolve({ code, said, complained })))
}

test('a wrong variable stops the start with one sentence', async () => {
  const { code, complained, said } = await start({ BILLING_TIME_ZONE: 'Mars/Olympus' })
  expect(code).toBe(1)
  expect(complained.trim()).toBe(
    'BILLING_TIME_ZONE must be an IANA time zone such as Europe/London, but is "Mars/Olympus".',
  )
  expect(said).toBe('')
})

test('a port that is taken stops the start before anything is built', async () => {
  const other = createServer()
  const port = await new Promise<number>(resolve => {
    other.listen(0, () => {
      const address = other.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
  const { code, complained, said } = await start({ PORT: String(port) })
  other.close()
  expect(code).toBe(1)
  expect(complained.trim()).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  )
  expect(said).toBe('')
})
