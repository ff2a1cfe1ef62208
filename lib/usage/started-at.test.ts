import { describe, expect, test } from 'vitest'
import { parseStartedAt } from './started-at'

describe('when a usage row started', () => {
  test.each([
    ['a date is midnight', '2026-03-01', 'UTC', '2026-03-01T00:00:00.000Z', '2026-03-01'],
    ['a date and time', '2026-03-01T09:41:07', 'UTC', '2026-03-01T09:41:07.000Z', '2026-03-01'],
    ['a space, no seconds', '2026-03-01 09:41', 'UTC', '2026-03-01T09:41:00.000Z', '2026-03-01'],
    ['parts of a second', '2026-03-01T09:41:07.1239', 'UTC', '2026-03-01T09:41:07.123Z', '2026-03-01'],
    ['an offset moves the day', '2026-03-01T00:30:00+02:00', 'UTC', '2026-02-28T22:30:00.000Z', '2026-02-28'],
    [
      'Z in a zone to the east',
      '2026-02-28T20:00:00Z',
      'Asia/Tokyo',
      '2026-02-28T20:00:00.000Z',
      '2026-03-01',
    ],
    ['no offset: the zone', '2026-07-01T00:10:00', 'Europe/London', '2026-06-30T23:10:00.000Z', '2026-07-01'],
    ['a date in a zone', '2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z', '2026-07-01'],
    // 29 March 2026, 01:00 to 02:00 does not exist in London.
    [
      'a skipped hour is moved on',
      '2026-03-29T01:30:00',
      'Europe/London',
      '2026-03-29T01:30:00.000Z',
      '2026-03-29',
    ],
    // 25 October 2026, 01:00 to 02:00 is there twice.
    [
      'a repeated hour is its first',
      '2026-10-25T01:30:00',
      'Europe/London',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25',
    ],
    [
      'midnight that does not exist',
      '2018-11-04',
      'America/Sao_Paulo',
      '2018-11-04T03:00:00.000Z',
      '2018-11-04',
    ],
    [
      'a quarter of an hour off',
      '2026-01-01T00:00:00',
      'Asia/Kathmandu',
      '2025-12-31T18:15:00.000Z',
      '2026-01-01',
    ],
  ])('%s', (_rule, text, zone, at, on) => {
    expect(parseStartedAt(text, zone)).toEqual({ at, on })
  })

  test.each([
    '2026-02-29',
    '2026-3-1',
    '01/03/2026',
    '2026-03-01T24:00:00',
    '2026-03-01T12:60:00',
    '2026-03-01T12:00:00+2',
    '2026-03-01T12:00:00+25:00',
    '1969-12-31T23:59:59',
    '1970-01-01T00:30:00+01:00',
    '２０２６-03-01',
    '',
    'yesterday',
  ])('%j is refused with a sentence', text => {
    expect(parseStartedAt(text, 'UTC')).toEqual(expect.stringMatching(/\.$/))
  })
})
