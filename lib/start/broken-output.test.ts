import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const program = (isWarned: boolean) => `
  process.on('uncaughtException', () => process.exit(7))
  ${isWarned ? `require(${JSON.stringify(resolve('lib/start/broken-output.ts'))}).goOnUnheard()` : ''}
  process.stdin.once('data', () => {
    console.log('nobody hears this')
    console.error('nor this')
    setTimeout(() => process.exit(0), 200)
  })
  console.log('ready')
`

/** Its exit code, after the one who read its lines has gone. */
async function endsUnheard(isWarned: boolean): Promise<number | null> {
  const args = ['--import', 'tsx', '-e', program(isWarned)]
  const child = spawn(process.execPath, args)
  await new Promise(ready => child.stdout.once('data', ready))
  const ended = new Promise<number | null>(tell => child.once('exit', tell))
  child.stdout.destroy()
  child.stderr.destroy()
  child.stdin.write('go on\n')
  return ended
}

test('a server whose log nobody reads any more goes on', async () => {
  expect(await endsUnheard(true)).toBe(0)
})

test('without that it would fail at its first line', async () => {
  expect(await endsUnheard(false)).toBe(7)
})
