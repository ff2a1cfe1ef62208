/** Readings of SPEC 7, 9, 11 and 17 (README): moves, ends and settlements, a life each, lines worked out by hand. */
import { credit, december, decemberUndone, run, sold, undo, undoLine } from './by-hand'
import type { Life } from './steps'

export const readingsOfMovesAndDays: readonly Life[] = [
  {
    name: 'a move after a run ahead: the boundary stays when the periods are undone, a quantity counts from it',
    steps: [
      ...sold(),
      run(
        '2026-12-01',
        '2027-01-01',
        december,
        'recurring C1 2027-01-01 2026-12-01 2027-01-01 2027-02-01 30.00',
      ),
      { t: 'move', today: '2026-12-12', a: 'a', to: 'C2', new: 'b' },
      undo('2026-12-12', 1, decemberUndone, 'reversal C1 2027-01-01 2026-12-12 2027-01-01 2027-02-01 -30.00'),
      { t: 'quantity', today: '2026-12-12', a: 'b', from: '2026-12-12', q: 3 },
      { t: 'move', today: '2026-12-12', a: 'b', to: 'C3', new: 'c' },
      run(
        ...(['2026-12-12', '2027-02-01'] as const),
        'recurring C1 2026-12-01 2026-12-12 2026-12-01 2027-01-01 30.00',
        'recurring C1 2027-01-01 2026-12-12 2027-01-01 2027-02-01 30.00',
        'recurring C3 2027-02-01 2026-12-12 2027-02-01 2027-03-01 90.00',
      ),
    ],
  },
  {
    name: 'moved before it starts, all of it is the new payer’s, the set-up too',
    steps: [
      ...sold({ setup_retail: '5' }, { today: '2026-11-20' }),
      { t: 'move', today: '2026-11-25', a: 'a', to: 'C2', new: 'b' },
      run(
        ...(['2026-12-01', '2026-12-01'] as const),
        'setup C2 2026-12-01 2026-12-01 2026-12-01 2026-12-01 5.00',
        'recurring C2 2026-12-01 2026-12-01 2026-12-01 2027-01-01 30.00',
      ),
    ],
  },
  {
    name: 'set-up that was posted ahead counts as posted for a move',
    steps: [
      ...sold({ timing: 'arrears', setup_retail: '5' }, { today: '2026-11-20' }),
      run('2026-11-20', '2026-12-01', 'setup C1 2026-12-01 2026-11-20 2026-12-01 2026-12-01 5.00'),
      { t: 'move', today: '2026-11-25', a: 'a', to: 'C2', new: 'b' },
      run(
        ...(['2027-02-01', '2027-02-01'] as const),
        'recurring C1 2027-01-01 2027-02-01 2026-12-01 2027-01-01 30.00',
        'recurring C2 2027-02-01 2027-02-01 2027-01-01 2027-02-01 30.00',
      ),
    ],
  },
  {
    name: 'an end typed after a move counts for the old payer’s period',
    steps: [
      ...sold(),
      run('2026-12-01', '2026-12-01', december),
      { t: 'move', today: '2026-12-05', a: 'a', to: 'C2', new: 'b' },
      { t: 'end', today: '2026-12-06', a: 'b', E: '2026-12-10' },
      run('2026-12-11', '2026-12-11', credit),
      { t: 'end', today: '2026-12-12', a: 'b', E: null },
      run(
        ...(['2027-01-01', '2027-01-01'] as const),
        'recurring C1 2026-12-12 2027-01-01 2026-12-11 2027-01-01 20.32',
        'recurring C2 2027-01-01 2027-01-01 2027-01-01 2027-02-01 30.00',
      ),
    ],
  },
  {
    name: 'a period charged ahead that opens after the end is credited on its own first day',
    steps: [
      ...sold({ last: 'full' }),
      run(
        '2026-12-01',
        '2027-01-01',
        december,
        'recurring C1 2027-01-01 2026-12-01 2027-01-01 2027-02-01 30.00',
      ),
      { t: 'end', today: '2026-12-10', a: 'a', E: '2026-12-20' },
      run('2026-12-31', '2026-12-31'),
      run('2027-01-01', '2027-01-01', 'credit C1 2027-01-01 2027-01-01 2027-01-01 2027-02-01 -30.00'),
    ],
  },
  {
    name: 'an undo takes the settlements of its charges along, whatever run they are of',
    steps: [
      ...sold(),
      run('2026-12-01', '2026-12-01', december),
      { t: 'end', today: '2026-12-10', a: 'a', E: '2026-12-10' },
      run('2026-12-11', '2026-12-11', credit),
      undo('2026-12-12', 1, decemberUndone, 'reversal C1 2026-12-11 2026-12-12 2026-12-11 2027-01-01 20.32'),
      run('2026-12-12', '2026-12-12', 'recurring C1 2026-12-01 2026-12-12 2026-12-01 2026-12-11 9.68'),
    ],
  },
  {
    name: 'a settlement undone alone is posted again by the next run',
    steps: [
      ...sold(),
      run('2026-12-01', '2026-12-01', december),
      { t: 'end', today: '2026-12-10', a: 'a', E: '2026-12-10' },
      run('2026-12-11', '2026-12-11', credit),
      undoLine(
        '2026-12-12',
        'credit',
        ['2026-12-01', 1],
        'reversal C1 2026-12-11 2026-12-12 2026-12-11 2027-01-01 20.32',
      ),
      run('2026-12-12', '2026-12-12', 'credit C1 2026-12-11 2026-12-12 2026-12-11 2027-01-01 -20.32'),
    ],
  },
  {
    name: 'a back-dated start marks what is dated before today',
    steps: [...sold({}, { S: '2026-11-01', past: 'mark' }), run('2026-12-01', '2026-12-01', december)],
  },
  {
    name: 'a window whose spend was reached is charged if a correction comes later',
    steps: [
      ...sold({ minimum: true, retail: '50' }),
      {
        t: 'usage',
        today: '2026-12-05',
        id: 'u1',
        customer: 'C1',
        did: '44',
        on: '2026-12-05',
        charge: '50',
      },
      run('2027-01-01', '2027-01-01'),
      {
        t: 'usage',
        today: '2027-01-03',
        id: 'u2',
        customer: 'C1',
        did: '44',
        on: '2026-12-20',
        charge: '-10',
      },
      run('2027-01-03', '2027-01-03', 'minimum_spend C1 2027-01-01 2027-01-03 2026-12-01 2027-01-01 10.00'),
      {
        t: 'usage',
        today: '2027-01-04',
        id: 'u3',
        customer: 'C1',
        did: '44',
        on: '2026-12-21',
        charge: '-10',
      },
      run('2027-01-04', '2027-01-04'),
      undo('2027-01-05', 2, 'reversal C1 2027-01-01 2027-01-05 2026-12-01 2027-01-01 -10.00'),
      run('2027-01-05', '2027-01-05', 'minimum_spend C1 2027-01-01 2027-01-05 2026-12-01 2027-01-01 20.00'),
    ],
  },
]
