import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { type Holder, lifeOf, thisHolder } from './holder'
import { lockFolder } from './lock'

const scratch = mkdtempSync(join(tmpdir(), 'openmrc-lock-'))
const children: ChildProcessWithoutNullStreams[] = []
let count = 0

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A process that takes the lock, says `held` or the refusal, and stays. */
function locker(folder: string): { child: ChildProcessWithoutNullStreams; answer: Promise<string> } {
  const program = `
    import { lockFolder } from './db/lock/lock.ts'
    process.stdin.once('data', () => lockFolder(${JSON.stringify(folder)}).then(
      () => { console.log('held'); setInterval(() => {}, 1000) },
      error => { console.log(error.name + ': ' + error.message); process.exit(1) },
    ))
    console.log('ready')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program])
  children.push(child)
  const answer = new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', chunk => reject(new Error(String(chunk))))
    child.stdout.on('data', chunk => {
      said += chunk
      if (said.startsWith('ready\n') && said.endsWith('\n') && said.length > 6) resolve(said.slice(6).trim())
    })
  })
  return { child, answer }
}

function takeIn(folder: string) {
  const { child, answer } = locker(folder)
  child.stdin.write('go\n')
  return { child, answer }
}

const newFolder = () => join(scratch, String(++count))

/** A folder with a ticket that somebody left. */
function folderWith(ticket: Partial<Holder>): string {
  const folder = mkdtempSync(join(scratch, 'left-'))
  writeFileSync(join(folder, 'lock-7'), JSON.stringify({ ...thisHolder(), ...ticket, released: false }))
  return folder
}

test('a second process is told which folder, which process and what to do', async () => {
  const folder = newFolder()
  const { child, answer } = takeIn(folder)
  expect(await answer).toBe('held')
  const refused = takeIn(folder)
  const sentence = await refused.answer
  expect(sentence).toContain('StartProblem: ')
  expect(sentence).toContain(folder)
  expect(sentence).toContain(`process ${child.pid} `)
  expect(sentence).toContain('stop that one first')
})

test('a process that was killed with -9 holds nothing', async () => {
  const folder = newFolder()
  const { child, answer } = takeIn(folder)
  expect(await answer).toBe('held')
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
  ;(await lockFolder(folder)).release()
})

test('of six processes that find the same dead lock at once, one gets it', async () => {
  const folder = folderWith({ pid: 2 ** 22 + 1 })
  const lockers = Array.from({ length: 6 }, () => locker(folder))
  for (const { child } of lockers) child.stdin.write('go\n')
  const answers = await Promise.all(lockers.map(({ answer }) => answer))
  expect(answers.filter(answer => answer === 'held')).toHaveLength(1)
  expect(answers.filter(answer => answer.startsWith('StartProblem: '))).toHaveLength(5)
})

test('the process id of a holder that ended is used again by another program', async () => {
  const folder = folderWith({ startedAt: '1' })
  ;(await lockFolder(folder)).release()
})

test('the holder ran before the last boot', async () => {
  const folder = folderWith({ boot: 'an earlier boot' })
  ;(await lockFolder(folder)).release()
})

test('the same process is refused as well until it gives the lock back', async () => {
  const folder = newFolder()
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(/already open/)
  lock.release()
  ;(await lockFolder(folder)).release()
})

test('a holder in another container is believed while it gives signs of life', async () => {
  const folder = folderWith({ namespace: 'pid:[1]', host: 'other' })
  const beat = setInterval(() => utimesSync(join(folder, 'lock-7'), new Date(), new Date()), 100)
  await expect(lockFolder(folder, { silence: 2_000 })).rejects.toThrow(/on other/)
  clearInterval(beat)
  ;(await lockFolder(folder, { silence: 1_000 })).release()
})

test('a ticket that was cut off while it was written holds nothing', async () => {
  const folder = folderWith({})
  writeFileSync(join(folder, 'lock-7'), '{"pid":')
  ;(await lockFolder(folder)).release()
})

test('numbers only count up, and older tickets are cleared away', async () => {
  const folder = newFolder()
  for (let n = 1; n <= 3; n++) (await lockFolder(folder)).release()
  expect(readdirSync(folder)).toEqual(['lock-3'])
  expect(JSON.parse(readFileSync(join(folder, 'lock-3'), 'utf8'))).toMatchObject({ released: true })
})

test('a holder with a bracket and a space in its name is still found by its start time', () => {
  expect(lifeOf(thisHolder())).toBe('alive')
  expect(lifeOf({ ...thisHolder(), pid: 2 ** 22 + 1 })).toBe('dead')
})
