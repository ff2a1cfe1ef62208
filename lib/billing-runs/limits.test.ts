import { describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/refusal/refusal'
import { furthestDay, isAhead, judgeLines, judgeReach, type Reach } from './limits'

describe('how far ahead billing may be asked for', () => {
  it.each<[string, Reach, string, string]>([
    ['a posting goes through 92 days after today', 'post', '2026-11-28', '2027-02-28'],
    ['a simulation goes through the same day five years on', 'simulate', '2026-11-28', '2031-11-28'],
    ['a leak check as well', 'check', '2026-11-28', '2031-11-28'],
    ['five years after a leap day it is the last of February', 'simulate', '2028-02-29', '2033-02-28'],
  ])('%s', (_name, reach, today, last) => {
    expect(furthestDay(reach, today)).toBe(last)
    const judge = (day: string) => () => judgeReach(reach, day, { today })
    expect(judge(last)).not.toThrow()
    expect(judge('9999-12-31')).toThrow(Refusal)
  })

  it('says on the field up to which day', () => {
    const refusal = (reach: Reach, day: string) => {
      try {
        judgeReach(reach, day, { today: '2026-11-28', field: 'to' })
        return null
      } catch (error) {
        return error instanceof Refusal ? error.fieldErrors : error
      }
    }
    expect(refusal('post', '2027-03-01')).toEqual({
      to: 'Billing is posted at most 92 days ahead. Choose a day up to 2027-02-28.',
    })
    expect(refusal('check', '2031-11-29')).toEqual({
      to: 'A leak check looks at most 5 years ahead. Choose a day up to 2031-11-28.',
    })
  })

  it('asks once more only for a posting through a day after today', () => {
    const asks = (reach: Reach, day: string) => isAhead(reach, day, '2026-11-28')
    expect([asks('post', '2026-11-28'), asks('post', '2026-11-29'), asks('simulate', '2026-11-29')]).toEqual([
      false,
      true,
      false,
    ])
  })

  it('stops past 1,000,000 lines', () => {
    expect(() => judgeLines(1_000_000)).not.toThrow()
    expect(() => judgeLines(1_000_001)).toThrow(/more than 1,000,000 lines/)
  })
})
