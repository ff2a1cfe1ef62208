import { describe, expect, test } from 'vitest'
import { type ProgressRow, progressOf } from './progress-figures'
import { stateOf } from './words'

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 31) + seconds * 1000)
const row: ProgressRow = {
  status: 'running',
  failure: null,
  assignmentsTotal: 1000,
  assignmentsDone: 250,
  chargedCount: 400,
  startedAt: at(0),
  heartbeatAt: at(9),
}

describe('progress', () => {
  test('says the pace so far and how long is left at it', () => {
    expect(progressOf(row, at(10))).toMatchObject({ rate: 25, secondsLeft: 30, state: 'running' })
  })

  test('says nothing about the pace before anything is done, nor in the first second', () => {
    expect(progressOf({ ...row, assignmentsDone: 0 }, at(10))).toMatchObject({
      rate: null,
      secondsLeft: null,
    })
    expect(progressOf(row, at(0.5)).rate).toBeNull()
  })

  test('counts a clock that was moved back as no time', () => {
    expect(progressOf(row, at(-3600))).toMatchObject({ secondsSoFar: 0, rate: null, state: 'running' })
  })
})

describe('state', () => {
  test('a running run is interrupted once it has been silent for more than a minute', () => {
    expect(stateOf(row, at(69))).toBe('running')
    expect(stateOf(row, at(69.001))).toBe('interrupted')
  })

  test('a run that a later one found dead stays interrupted; another failure is a failure', () => {
    expect(stateOf({ ...row, status: 'failed', failure: 'interrupted' }, at(10))).toBe('interrupted')
    expect(stateOf({ ...row, status: 'failed', failure: 'the disk is full' }, at(10))).toBe('failed')
  })
})
