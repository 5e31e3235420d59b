import type { Problem } from '../domain/problem.ts';
import type { ColumnRange } from '../domain/snapshot/column-range.ts';

export const rangeInputs = {
  'time-column': {
    type: 'text',
    describe:
      'Bring back only a range of the one table that tables names, by the values of this datetime column; all other rows of the table stay as they are',
  },
  'time-from': {
    type: 'datetime',
    describe: 'With time-column: the first time that belongs to the range; open when it is not given',
  },
  'time-before': {
    type: 'datetime',
    describe: 'With time-column: the first time that no longer belongs to the range; open when it is not given',
  },
} as const;

interface Given {
  readonly tables: readonly string[];
  readonly as: string | undefined;
  readonly undo: boolean;
  readonly 'newer-rows': string | undefined;
  readonly 'target-cluster': string | undefined;
  readonly 'target-database': string | undefined;
  readonly 'time-column': string | undefined;
  readonly 'time-from': string | undefined;
  readonly 'time-before': string | undefined;
}

/** The range that is asked for, if any, and everything that does not fit together with it. */
export function readRange(request: Given): {
  readonly range: ColumnRange | undefined;
  readonly problems: readonly Problem[];
} {
  const { 'time-column': column, 'time-from': from, 'time-before': before } = request;
  if (column === undefined && from === undefined && before === undefined) return { range: undefined, problems: [] };
  const problems = [...checkEnds(column, from, before), ...checkScope(request)];
  if (column === undefined) return { range: undefined, problems };
  const ends = { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) };
  return { range: { column, ...ends }, problems };
}

const wrong = (summary: string, next: string): Problem => ({ code: 'input', summary, next });

function checkEnds(
  column: string | undefined,
  from: string | undefined,
  before: string | undefined,
): readonly Problem[] {
  const isEmpty = from !== undefined && before !== undefined && from >= before;
  return [
    ...(column === undefined
      ? [
          wrong(
            'time-from and time-before say a range, and time-column does not say of which column.',
            'Name a datetime column of the table with time-column.',
          ),
        ]
      : []),
    ...(from === undefined && before === undefined
      ? [wrong('time-column names a column without a range.', 'Say time-from, time-before or both.')]
      : []),
    ...(isEmpty
      ? [
          {
            ...wrong('time-from must be earlier than time-before.', 'The range ends right before time-before.'),
            detail: `Seen: from ${from}, before ${before}.`,
          },
        ]
      : []),
  ];
}

function checkScope(request: Given): readonly Problem[] {
  const { tables } = request;
  const isOne = tables.length === 1 && tables[0] !== 'damaged' && !/^!|[*?[\]{}]/.test(tables[0] ?? '');
  const leaveOut = 'Leave one of them out.';
  const elsewhere = (['as', 'target-cluster', 'target-database'] as const).filter(
    (name) => request[name] !== undefined,
  );
  return [
    ...(isOne
      ? []
      : [
          {
            ...wrong('A time range comes back into exactly one table.', 'Name one table with tables.'),
            detail: `Seen: ${tables.join(', ')}.`,
          },
        ]),
    ...elsewhere.map((name) =>
      wrong(
        `A time range comes back in place, and ${name} says another one.`,
        `${leaveOut} Beside the live tables all rows of the snapshot can be put.`,
      ),
    ),
    ...(request.undo
      ? [
          wrong(
            'undo and a time range are both given.',
            'Leave the range out: an undo takes back what the last restore did.',
          ),
        ]
      : []),
    ...(request['newer-rows'] === 'keep'
      ? [
          wrong(
            'newer-rows: keep and a time range are both given: the range becomes what the snapshot holds of it.',
            'Leave newer-rows out to be told of such rows, or say newer-rows: discard, which leaves them in the kept contents.',
          ),
        ]
      : []),
  ];
}
