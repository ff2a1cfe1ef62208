import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lineOf, log, startLog, within } from './log'

const now = new Date('2026-03-31T12:00:00Z')
const secret = 'correct horse battery'

describe('an entry of the log', () => {
  it('is JSON with its time, level and what it is about', () => {
    const entry: unknown = JSON.parse(
      lineOf('warn', 'slow', { id: 'a1', actor: 'ada@example.com', run: 7 }, now),
    )
    expect(entry).toEqual({
      ...{ time: '2026-03-31T12:00:00.000Z', level: 'warn', message: 'slow' },
      ...{ id: 'a1', actor: 'ada@example.com', run: 7 },
    })
  })

  it('is one line without a control character, whatever is in it, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const line = lineOf('error', text, { error: new Error(text), what: text }, now)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(JSON.parse(line)).toMatchObject({ message: text, what: text, error: { message: text } })
      }),
      { numRuns: 2_000 },
    )
    const forged = `x\u0000\n2026 signed in FORGED \u001b[31m\u009b31m\u202e`
    expect(lineOf('error', forged, {}, now)).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  it('never has the parameters of a query', () => {
    const refused = Object.assign(new Error(`invalid input syntax for type integer: "${secret}"`), {
      ...{ severity: 'ERROR', code: '22P02', detail: `Key (email)=(${secret}) already exists.` },
    })
    const error = Object.assign(new Error(`Failed query: select $1\nparams: ${secret}`, { cause: refused }), {
      ...{ query: 'select $1', params: [secret] },
    })
    const line = lineOf('error', 'failed', { error }, now)
    expect(line).not.toContain(secret)
    expect(JSON.parse(line)).toMatchObject({
      error: { message: 'Failed query: select $1', cause: { code: '22P02' } },
    })
  })

  it('of endless text and of an endless chain of causes ends', () => {
    const error = new Error('x'.repeat(1_000_000))
    error.cause = error
    expect(lineOf('error', 'x'.repeat(1_000_000), { error }, now).length).toBeLessThan(40_000)
  })

  it('carries what it is within, through what is waited for', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
    await within({ id: 'a1' }, async () => {
      await within({ actor: 'ada@example.com' }, async () => {
        await Promise.resolve()
        log.error('broke')
      })
    })
    const line = String(said.mock.calls[0]?.[0])
    said.mockRestore()
    expect(JSON.parse(line)).toMatchObject({ id: 'a1', actor: 'ada@example.com', message: 'broke' })
  })
})

describe('what libraries print in a server', () => {
  const { error, warn } = console
  afterEach(() => {
    Object.assign(console, { error, warn })
    vi.unstubAllEnvs()
  })

  it('becomes one entry, on one line, without parameters', () => {
    vi.stubEnv('NODE_ENV', 'production')
    startLog()
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
    console.error(
      '⨯',
      Object.assign(new Error(`Failed query\nparams: ${secret}`), { query: 'q', params: [] }),
    )
    console.warn('two\nlines')
    const lines = said.mock.calls.map(([text]) => String(text))
    said.mockRestore()
    expect(lines.map(line => line.split('\n').length)).toEqual([2, 2])
    expect(lines.join('')).not.toContain(secret)
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { level: 'error', message: '⨯', error: { message: 'Failed query: q' } },
      { level: 'warn', message: 'two\nlines' },
    ])
  })
})
