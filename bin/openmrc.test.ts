import { type ExecFileException, execFile } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createPostgresDatabase } from '@/testing/database'
import { provider } from '@/testing/imports'

// Each command is a process of its own, and the first one makes a database.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

type Answer = { code: number; out: string; err: string }

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'openmrc-cli-'))
const files = join(folder, 'files')
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')

/** 0 after a good end, -1 for a process that was ended by a signal. */
function exitCodeOf(error: ExecFileException | null): number {
  if (error === null) return 0
  return typeof error.code === 'number' ? error.code : -1
}

function openmrc(env: Record<string, string>, ...args: string[]): Promise<Answer> {
  const options = { cwd: root, env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test' as const, ...env } }
  return new Promise(resolve =>
    execFile(process.execPath, [tsx, 'bin/openmrc.ts', ...args], options, (error, out, err) =>
      resolve({ code: exitCodeOf(error), out, err }),
    ),
  )
}

/** What was said and nothing of where: no stack, no more than a sentence a line. */
function expectSentence(answer: Answer, sentence: RegExp): void {
  expect(answer.code).toBe(1)
  expect(answer.err).toMatch(sentence)
  expect(answer.err).not.toMatch(/\n\s+at /)
}

beforeAll(() => {
  cpSync(join(root, 'examples', 'provider'), files, { recursive: true })
  for (const [kind, text] of Object.entries(provider)) writeFileSync(join(files, `${kind}.csv`), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(['embedded', 'PostgreSQL'])('the command line on %s', kind => {
  let env: Record<string, string>
  beforeAll(async () => {
    env =
      kind === 'embedded'
        ? { OPENMRC_DATA: join(folder, 'data') }
        : { DATABASE_URL: await createPostgresDatabase() }
  })

  test('a check of a folder reads each file with what the ones before would bring, and saves nothing', async () => {
    const answer = await openmrc(env, 'import', files, '--check')
    expect(answer).toMatchObject({ code: 0, err: '' })
    expect(answer.out).toMatch(/assignments.csv: 4 new, 0 changed, 0 unchanged \(checked, nothing saved\)/)
  })

  test('a database that is there is brought to this release, and its folder is closed to other accounts', async () => {
    if (env.OPENMRC_DATA) chmodSync(env.OPENMRC_DATA, 0o755)
    const answer = await openmrc(env, 'migrate')
    expect(answer).toMatchObject({ code: 0, out: 'The database is migrated.\n' })
    if (env.OPENMRC_DATA) expect(statSync(env.OPENMRC_DATA).mode & 0o777).toBe(0o700)
  })

  test('import, and import again', async () => {
    const first = await openmrc(env, 'import', files)
    expect(first.out).toMatch(/^customers.csv: 3 new/)
    expect(first.out).toMatch(/usage.csv: 3 new, 0 changed, 0 unchanged$/m)
    const again = await openmrc(env, 'import', files)
    expect(again).toMatchObject({ code: 0 })
    expect(again.out).toMatch(/usage.csv: 0 new, 0 changed, 3 unchanged$/m)
  })

  test('simulate charges nothing, post charges it, post again nothing', async () => {
    const simulated = await openmrc(env, 'bill', '--through', '2026-10-31', '--simulate')
    expect(simulated.out).toMatch(/\(simulated\)\n6 lines would be charged/)
    const csv = join(folder, `${kind}.csv`)
    const posted = await openmrc(env, 'bill', '--through', '2026-10-31', '--export', csv)
    expect(posted.out).toMatch(/6 lines charged, 0 already charged/)
    expect(posted.out).toMatch(/^USD {2}6 lines {2}retail 8.40 {2}cost 1.73 {2}margin 6.67$/m)
    expect(readFileSync(csv, 'utf8').trim().split('\r\n')).toHaveLength(7)
    expect(existsSync(`${csv}.part`)).toBe(false)
    const again = await openmrc(env, 'bill', '--through', '2026-10-31')
    expect(again.out).toMatch(/0 lines charged, 6 already charged/)
  })

  test('post ahead of today shows the sums, and posts only with --ahead', async () => {
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
    const ask = ['bill', '--through', soon, '--customer', 'C2']
    expectSentence(await openmrc(env, ...ask), /is after today.* Say --ahead to post it\.$/m)
    expectSentence(await openmrc(env, 'bill', '--through', '2099-01-01', '--ahead'), /at most 92 days ahead/)
    expectSentence(
      await openmrc(env, 'bill', '--through', '6100-01-01', '--simulate'),
      /at most 5 years ahead/,
    )
    expectSentence(
      await openmrc(env, 'check', '--from', '2026-01-01', '--to', '9999-12-31'),
      /at most 5 years/,
    )
    const through = new RegExp(`through ${new Date().toISOString().slice(0, 10)} \\(simulated\\)`)
    expect((await openmrc(env, 'bill', '--through', 'today', '--simulate')).out).toMatch(through)
  })

  test('simulate the customers and packages that are named, at today’s prices', async () => {
    const ask = ['bill', '--through', '2026-12-31', '--simulate', '--customer', 'C1', '--customer', 'C2']
    const answer = await openmrc(env, ...ask, '--package', 'did', '--catalogue', 'today')
    expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/lines would be charged/) })
  })

  test('export and undo', async () => {
    const ask = ['export', 'charges', '--from', '2026-09-01', '--to', '2026-09-30']
    const exported = await openmrc(env, ...ask)
    expect(exported.out).toMatch(/^charge_id,billing_date,kind,/)
    expect(exported.out).toMatch(/^charge_id,.*,explanation,posting_date\r\n/)
    const posted = await openmrc(env, ...ask, '--by', 'posted')
    expect(posted.out.trim().split('\r\n')).toHaveLength(1)
    expect(exported.out).toMatch(/,2026-09-01,setup,C1,442079460001,did,A1,/)
    const undone = await openmrc(env, 'undo', '2')
    expect(undone).toMatchObject({ code: 0, out: 'Run 2: 6 charges undone.\n' })
    expect((await openmrc(env, 'undo', '2')).out).toMatch(/nothing left to undo/)
  })

  test('check says that the books agree, and with a range what was not charged', async () => {
    expect(await openmrc(env, 'check')).toMatchObject({ code: 0, out: 'The books agree.\n' })
    const leaks = await openmrc(env, 'check', '--from', '2026-09-01', '--to', '2026-10-31')
    expectSentence(leaks, /^\d+ leaks found\.$/m)
    expect(leaks.out).toMatch(/^Not charged yet: C1 A1 .* expected /m)
  })
})

describe('what cannot be done is one sentence and exit code 1', () => {
  const env = { OPENMRC_DATA: join(folder, 'data') }

  test('bad rows are told each, and the files after them are not read', async () => {
    const bad = join(folder, 'bad')
    cpSync(files, bad, { recursive: true })
    writeFileSync(join(bad, 'dids.csv'), 'number,customer_account_code\n123,C404\nabc,C1\n')
    const answer = await openmrc(env, 'import', bad)
    expectSentence(
      answer,
      /dids.csv line 2, customer_account_code: No customer.*\n.*line 3, number: .*\ndids.csv has 2 problems/,
    )
    expect(answer.out).not.toMatch(/packages/)
  })

  test('what is no CSV is told with the name of its file, which may be written with capitals', async () => {
    const broken = join(folder, 'broken')
    cpSync(files, broken, { recursive: true })
    rmSync(join(broken, 'dids.csv'))
    writeFileSync(join(broken, 'DIDs.csv'), 'number,provider\n441,"Vox\n')
    expectSentence(
      await openmrc(env, 'import', broken, '--check'),
      /^DIDs.csv: Line 2: a quote is opened and never closed.$/m,
    )
    writeFileSync(join(broken, 'dids.csv'), 'number\n')
    expectSentence(await openmrc(env, 'import', broken), /both DIDs.csv and dids.csv/)
  })

  test('an admin who lost the password gets a link, and nobody else does', async () => {
    const env = { OPENMRC_DATA: join(folder, 'lost') }
    expectSentence(await openmrc(env, 'link'), /Name one person/)
    expectSentence(
      await openmrc(env, 'link', 'ada@example.com'),
      /^No user has the e-mail address ada@example.com\.$/m,
    )
    await openmrc(env, 'import', files)
    const answer = await openmrc({ ...env, PORT: '8080' }, 'link', 'Mei.Tan@example.com')
    expect(answer).toMatchObject({ code: 0, err: '' })
    expect(answer.out).toMatch(/^http:\/\/localhost:8080\/accept-invitation#[\w-]{43}$/m)
  })

  test.each<[string[], RegExp]>([
    [['fly'], /There is no command “fly”/],
    [['import'], /Name the folder/],
    [['import', join(folder, 'nowhere')], /There is no folder/],
    [['import', folder], /none of the files that import reads/],
    [['bill'], /--through needs a date/],
    [['bill', '--through', '2026-02-30'], /is not a date/],
    [['bill', '--thruogh', '2026-02-28'], /Unknown option/],
    [['bill', '--through', '2026-02-28', '--customer', 'C404'], /No customer has the account code C404/],
    [['bill', '--through', '2026-02-28', '--package', 'did'], /Only a simulation/],
    [['bill', '--through', '2026-02-28', '--simulate', '--package', 'none'], /No package has the code none/],
    [['bill', '--through', '2026-02-28', '--catalogue', 'old'], /--catalogue is scheduled or today/],
    [['export', 'charges', '--from', '2026-02-01', '--to', '2026-02-02', '--by', 'me'], /--by is posted/],
    [['undo', 'x'], /by its number/],
    [['undo', '99'], /There is no run/],
    [['export', 'charges', '--from', '2026-02-01', '--to', '2026-01-01'], /is before/],
    [
      ['export', 'charges', '--from', '2026-01-01', '--to', '2026-01-02', '--out', '/nowhere/x.csv'],
      /cannot be written/,
    ],
  ])('%j', async (args, sentence) => {
    expectSentence(await openmrc(env, ...args), sentence)
  })

  test('help is no mistake', async () => {
    expect(await openmrc(env, 'help', 'bill')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/--through DATE/),
    })
  })
})
