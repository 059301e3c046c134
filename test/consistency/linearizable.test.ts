import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { impossible, longestOrder, type Operation } from './linearizable.ts';
import { type Action, register } from './register.ts';

type Line = readonly [calledAt: number, returnedAt: number, action: Action];

function isLinearizable(...lines: readonly Line[]): boolean {
  const history = lines.map(([calledAt, returnedAt, action], client) => ({
    client,
    action,
    calledAt,
    returnedAt,
  }));
  return longestOrder(history, register).length === history.length;
}

const put = (value: string): Action => ({ kind: 'put', value });
const read = (value?: string): Action => ({ kind: 'read', value });
const remove: Action = { kind: 'delete' };
const create = (value: string, done: boolean): Action => ({ kind: 'put-if-absent', value, done });

const bad: readonly (readonly [string, readonly Line[]])[] = [
  [
    'a stale read',
    [
      [0, 1, put('a')],
      [2, 3, put('b')],
      [4, 5, read('a')],
    ],
  ],
  [
    'a read of what nobody wrote',
    [
      [0, 1, put('a')],
      [2, 3, read('x')],
    ],
  ],
  [
    'a lost write',
    [
      [0, 1, put('a')],
      [2, 3, read()],
    ],
  ],
  [
    'a read from the future',
    [
      [0, 1, read('a')],
      [2, 3, put('a')],
    ],
  ],
  [
    'a deleted value that comes back',
    [
      [0, 1, put('a')],
      [2, 3, remove],
      [4, 5, read('a')],
    ],
  ],
  [
    'two readers who disagree on the order of two writes',
    [
      [0, 9, put('a')],
      [0, 9, put('b')],
      [10, 11, read('a')],
      [12, 13, read('b')],
    ],
  ],
  [
    'a reader who sees a write and then no longer',
    [
      [0, 1, put('a')],
      [2, 9, put('b')],
      [3, 4, read('b')],
      [5, 6, read('a')],
    ],
  ],
  [
    'two creators who both won',
    [
      [0, 5, create('a', true)],
      [0, 5, create('b', true)],
    ],
  ],
  ['a creator who lost to nobody', [[0, 1, create('a', false)]]],
  [
    'a lost update',
    [
      [0, 1, put('a')],
      [2, 5, { kind: 'put-if-match', value: 'b', match: 'a', seen: 'done' }],
      [2, 5, { kind: 'put-if-match', value: 'c', match: 'a', seen: 'done' }],
    ],
  ],
  [
    'a write without an outcome that is seen and then not',
    [
      [0, 1, put('a')],
      [2, Infinity, put('b')],
      [3, 4, read('b')],
      [5, 6, read('a')],
    ],
  ],
];

describe('histories that no register could have had are found', () => {
  for (const [name, lines] of bad) {
    test(name, () => assert.equal(isLinearizable(...lines), false));
  }
});

describe('histories that a register could have had are taken', () => {
  const good: readonly (readonly [string, readonly Line[]])[] = [
    [
      'a read of either of two writes at once',
      [
        [0, 5, put('a')],
        [0, 5, put('b')],
        [6, 7, read('a')],
      ],
    ],
    [
      'a read that overlaps a write, before it',
      [
        [0, 9, put('a')],
        [1, 2, read()],
        [3, 4, read('a')],
      ],
    ],
    [
      'one of two creators wins',
      [
        [0, 5, create('a', true)],
        [0, 5, create('b', false)],
      ],
    ],
    [
      'a write without an outcome never happens',
      [
        [0, Infinity, put('a')],
        [1, 2, read()],
      ],
    ],
    [
      'a write without an outcome happens late',
      [
        [0, Infinity, put('a')],
        [1, 2, read()],
        [3, 4, read('a')],
      ],
    ],
  ];
  for (const [name, lines] of good) {
    test(name, () => assert.equal(isLinearizable(...lines), true));
  }
});

interface Draft {
  readonly kind: 'put' | 'read' | 'delete' | 'create';
  /** How long before and after its moment the client waited. */
  readonly before: number;
  readonly after: number;
}

const drafts = fc.array(
  fc.record<Draft>({
    kind: fc.constantFrom('put', 'read', 'delete', 'create'),
    before: fc.nat({ max: 6 }),
    after: fc.nat({ max: 6 }),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** What a real register would have answered, one moment after the other. */
function simulated(list: readonly Draft[]): Operation<Action>[] {
  let state: string | undefined;
  return list.map(({ kind, before, after }, at) => {
    const value = `v${at}`;
    const action: Action =
      kind === 'put'
        ? { kind, value }
        : kind === 'create'
          ? { kind: 'put-if-absent', value, done: state === undefined }
          : kind === 'read'
            ? { kind, value: state }
            : { kind };
    const next = register.apply(state, action);
    assert.notEqual(next, impossible);
    if (next !== impossible) state = next;
    return { client: at, action, calledAt: at - before, returnedAt: at + after + 0.5 };
  });
}

test('whatever a register answers is taken, and an old value in a late read is found', () => {
  fc.assert(
    fc.property(drafts, (list) => {
      const history = simulated(list);
      history.sort((a, b) => a.calledAt - b.calledAt);
      assert.equal(longestOrder(history, register).length, history.length);
      const end = list.length + 20;
      const late = (value: string | undefined, at: number): Operation<Action> => ({
        client: 0,
        action: { kind: 'read', value },
        calledAt: at,
        returnedAt: at + 1,
      });
      const bad = [
        ...history,
        { client: 0, action: put('old'), calledAt: end, returnedAt: end + 1 },
        { client: 0, action: put('new'), calledAt: end + 2, returnedAt: end + 3 },
        late('old', end + 4),
      ];
      assert.ok(longestOrder(bad, register).length < bad.length);
    }),
    { numRuns: 200 },
  );
});
