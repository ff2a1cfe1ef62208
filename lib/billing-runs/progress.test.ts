import { describe, expect, test } from 'vitest'
import { stateOf } from './labels'
import { type ProgressRow, progressOf } from './progress'

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 31) + seconds * 1000)
const row: ProgressRow = {
  status: 'running',
  failure: null,
  assignmentsTotal: 1000,
  assignmentsDone: 250,
  chargedCount: 400,
  reversedCount: 0,
  workingSince: at(0),
  workedBefore: 0,
  heartbeatAt: at(9),
}

describe('progress', () => {
  test('says the pace so far and how long is left at it', () => {
    expect(progressOf(row, at(10))).toMatchObject({ rate: 25, secondsLeft: 30, state: 'running' })
  })

  test('of a run that was resumed counts from there', () => {
    const resumed = { ...row, workingSince: at(5), workedBefore: 200 }
    expect(progressOf(resumed, at(10))).toMatchObject({ rate: 10, secondsLeft: 75, secondsSoFar: 5 })
  })

  test('of an undo counts the charges that have their mirror entry', () => {
    const undo = { ...row, status: 'undoing', reversedCount: 100 } as const
    expect(progressOf(undo, at(10))).toMatchObject({ rate: 10, secondsLeft: 30, state: 'undoing' })
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

  test('an undo has stopped once it is silent or met something it may not undo', () => {
    const undo = { ...row, status: 'undoing' } as const
    expect(stateOf(undo, at(69))).toBe('undoing')
    expect(stateOf(undo, at(69.001))).toBe('undo_stopped')
    expect(stateOf({ ...undo, failure: 'Undo #7 first.' }, at(10))).toBe('undo_stopped')
  })

  test('a run that a later one found dead stays interrupted; another failure is a failure', () => {
    expect(stateOf({ ...row, status: 'failed', failure: 'interrupted' }, at(10))).toBe('interrupted')
    expect(stateOf({ ...row, status: 'failed', failure: 'the disk is full' }, at(10))).toBe('failed')
  })
})
