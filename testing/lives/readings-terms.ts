/** Readings of SPEC 10 (README): boundaries and changes, a life each, lines worked out by hand. */
import { december, decemberUndone, quantity, run, sold, undo, undoLine, version } from './by-hand'
import type { Life } from './steps'

export const readingsOfTerms: readonly Life[] = [
  {
    name: 'the later from decides, whichever was typed last',
    steps: [
      ...sold(),
      run('2026-12-01', '2026-12-01', december),
      version('2026-12-02', '2026-12-20', { retail: '50' }),
      version('2026-12-05', '2026-12-10', { retail: '40' }),
      quantity('2026-12-06', 3, '2026-12-30'),
      quantity('2026-12-07', 2),
      run('2027-01-01', '2027-01-01', 'recurring C1 2027-01-01 2027-01-01 2027-01-01 2027-02-01 150.00'),
    ],
  },
  {
    name: 'an earlier period undone alone comes back with its old terms; all undone, with those of now',
    steps: [
      ...sold(),
      run('2026-12-01', '2026-12-01', december),
      version('2026-12-01', '2026-12-01', { frequency: 'weekly', match: 'mon', retail: '7' }),
      run('2027-01-01', '2027-01-01', 'recurring C1 2027-01-01 2027-01-01 2027-01-01 2027-01-04 3.00'),
      undoLine(
        '2027-01-02',
        'recurring',
        ['2026-12-01', 0],
        'reversal C1 2026-12-01 2027-01-02 2026-12-01 2027-01-01 -30.00',
      ),
      run('2027-01-02', '2027-01-02', 'recurring C1 2026-12-01 2027-01-02 2026-12-01 2027-01-01 30.00'),
      undo('2027-01-02', 2, 'reversal C1 2027-01-01 2027-01-02 2027-01-01 2027-01-04 -3.00'),
      undo('2027-01-02', 3, 'reversal C1 2026-12-01 2027-01-02 2026-12-01 2027-01-01 -30.00'),
      run(
        ...(['2027-01-02', '2026-12-14'] as const),
        'recurring C1 2026-12-01 2027-01-02 2026-12-01 2026-12-07 6.00',
        'recurring C1 2026-12-07 2027-01-02 2026-12-07 2026-12-14 7.00',
        'recurring C1 2026-12-14 2027-01-02 2026-12-14 2026-12-21 7.00',
      ),
    ],
  },
  {
    name: 'charged again without a change that a later charge holds off, it holds that change off as well',
    steps: [
      ...sold(),
      run(
        ...(['2026-12-01', '2027-01-01'] as const),
        december,
        'recurring C1 2027-01-01 2026-12-01 2027-01-01 2027-02-01 30.00',
      ),
      version('2026-12-01', '2026-12-01', { frequency: 'daily', match: '', retail: '1' }),
      undoLine('2026-12-12', 'recurring', ['2026-12-01', 0], decemberUndone),
      run('2026-12-12', '2026-12-12', 'recurring C1 2026-12-01 2026-12-12 2026-12-01 2027-01-01 30.00'),
      undoLine(
        '2026-12-12',
        'recurring',
        ['2027-01-01', 0],
        'reversal C1 2027-01-01 2026-12-12 2027-01-01 2027-02-01 -30.00',
      ),
      run('2026-12-12', '2027-01-01', 'recurring C1 2027-01-01 2026-12-12 2027-01-01 2027-01-02 1.00'),
    ],
  },
  {
    name: 'a cancellation passes over what was charged ahead under its version',
    steps: [
      ...sold(),
      version('2026-12-01', '2027-01-01', { retail: '40' }),
      run(
        '2026-12-01',
        '2027-01-01',
        december,
        'recurring C1 2027-01-01 2026-12-01 2027-01-01 2027-02-01 40.00',
      ),
      { t: 'cancel', today: '2026-12-20', p: 'P', version: 2 },
      run('2027-02-01', '2027-02-01', 'recurring C1 2027-02-01 2027-02-01 2027-02-01 2027-03-01 30.00'),
    ],
  },
  {
    name: 'new assignments only: one that starts on or after the day is new, and follows after what is charged',
    steps: [
      ...sold(),
      { t: 'assign', today: '2026-12-01', a: 'o', p: 'P', customer: 'C2', did: '45', q: 1, S: '2026-11-30' },
      run(
        ...(['2026-12-01', '2026-12-01'] as const),
        'recurring C2 2026-11-30 2026-12-01 2026-11-30 2026-12-01 1.00',
        ...[december, 'recurring C2 2026-12-01 2026-12-01 2026-12-01 2027-01-01 30.00'],
      ),
      version('2026-12-01', '2026-12-01', { retail: '40' }, 'new'),
      run(
        ...(['2027-01-01', '2027-01-01'] as const),
        'recurring C1 2027-01-01 2027-01-01 2027-01-01 2027-02-01 40.00',
        'recurring C2 2027-01-01 2027-01-01 2027-01-01 2027-02-01 30.00',
      ),
    ],
  },
  {
    name: 'set-up alone holds no boundary',
    steps: [
      ...sold({ timing: 'arrears', setup_retail: '5' }, { S: '2026-12-10', today: '2026-12-10' }),
      run('2026-12-10', '2026-12-10', 'setup C1 2026-12-10 2026-12-10 2026-12-10 2026-12-10 5.00'),
      version('2026-12-10', '2026-12-10', {
        frequency: 'weekly',
        match: 'mon',
        timing: 'arrears',
        retail: '7',
      }),
      run('2026-12-14', '2026-12-14', 'recurring C1 2026-12-14 2026-12-14 2026-12-10 2026-12-14 4.00'),
    ],
  },
  {
    name: 'while stopped the dates of the last recurring terms stay its boundaries',
    steps: [
      ...sold({ frequency: 'weekly', match: 'mon', retail: '7' }, { S: '2026-12-07', today: '2026-12-07' }),
      run('2026-12-07', '2026-12-07', 'recurring C1 2026-12-07 2026-12-07 2026-12-07 2026-12-14 7.00'),
      version('2026-12-08', '2026-12-08', { frequency: 'none' }),
      version('2026-12-15', '2026-12-24', { retail: '31' }),
      run(
        ...(['2027-01-01', '2027-01-01'] as const),
        'recurring C1 2026-12-28 2027-01-01 2026-12-28 2027-01-01 4.00',
        'recurring C1 2027-01-01 2027-01-01 2027-01-01 2027-02-01 31.00',
      ),
    ],
  },
  {
    name: 'one-time never follows a change, but what is in force at S counts while nothing is charged',
    steps: [
      ...sold({ frequency: 'none' }),
      run('2026-12-01', '2026-12-01', 'one_time C1 2026-12-01 2026-12-01 2026-12-01 2026-12-01 30.00'),
      version('2026-12-01', '2026-12-01', {}),
      run('2027-02-01', '2027-02-01'),
      undo('2027-02-01', 1, 'reversal C1 2026-12-01 2027-02-01 2026-12-01 2026-12-01 -30.00'),
      run('2027-02-01', '2026-12-31', 'recurring C1 2026-12-01 2027-02-01 2026-12-01 2027-01-01 30.00'),
    ],
  },
]
