import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { endangeredColumns } from '../../../src/domain/schema/endangered-columns.ts';
import type { Database } from '../../../src/ports/database.ts';
import { judgeStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { weighLosses } from '../../../src/procedures/weigh-losses.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const reader = { who: 'aadapp=1', application: 'App', times: 3n, last: '2026-11-20T09:00:00Z' };

async function weigh(texts: readonly string[], observe: Partial<Database['observe']> = {}) {
  const { database } = await saveTable([
    ['x', '1'],
    ['', '2'],
  ]);
  const world: Database = {
    ...database,
    observe: {
      ...database.observe,
      readersOf: async (names) => new Map(names.map((name) => [name, [reader]])),
      ...observe,
    },
    load: { ...database.load, nonEmptyValues: async () => new Map([['a', 1n]]) },
  };
  const live = await observeTables(world.read, world.name);
  return weighLosses(
    texts.map((text) => judgeStatement({ text, reading: readStatement(text) }, live)),
    world,
  );
}

test('What is at stake is told once per table: rows, values of what goes, when it was written, who reads it', async () => {
  const newest = '2026-11-20T08:00:00Z';
  const totals = new Map([['T', { rows: 2n, deletedRows: 0n, newest }]]);
  const stakes = await weigh(
    ['.drop table T columns (a)', '.show tables', '.clear table T data', '.drop external table E'],
    {
      extentTotals: async () => totals,
    },
  );
  expect(stakes).toEqual([
    {
      table: 'T',
      why: ['drops columns T.a', 'removes all rows of T'],
      rows: 2n,
      values: new Map([['a', 1n]]),
      lastWritten: newest,
      readers: [reader],
      coverage: 'snapshot',
      unknown: [],
    },
    { table: 'E', why: ['drops external table E'], coverage: 'none-possible', unknown: [] },
  ]);
  expect(await weigh(['.show tables'])).toEqual([]);
});

test.each(['sign-in', 'unreachable', 'input'] as const)(
  'What ends as %s is absent and unknown, never nothing',
  async (code) => {
    const refuse = async () => {
      throw problemError({ code, summary: 'Not allowed.' });
    };
    const [stake] = await weigh(['.drop table T'], {
      rowCounts: refuse,
      extentTotals: refuse,
      ownRoles: async () => ['User'],
    });
    expect(stake).toEqual({
      table: 'T',
      why: ['drops table T'],
      coverage: 'snapshot',
      unknown: [
        'its rows: Not allowed.',
        'when it was last written: Not allowed.',
        'who reads it: the log shows this identity its own queries only.',
      ],
    });
  },
);

test.each([
  ['.drop table T columns (a, c)', ['a']],
  ['.drop column T.b', ['b']],
  ['.alter column T.a type = int', ['a']],
  ['.alter table T (b: string, a: int)', ['a']],
  ['.alter table T (a: string)', ['b']],
  ['.drop table T', []],
  ['.alter column U.a type = int', []],
])('%s endangers the values of %j', (text, names) => {
  const live = [
    { name: 'a', type: 'string' as const },
    { name: 'b', type: 'string' as const },
  ];
  expect(endangeredColumns(readStatement(text), 'T', live).map(({ name }) => name)).toEqual(names);
});

test('Where all counts at once fail, each table is counted for itself', async () => {
  let asked = 0;
  const [stake] = await weigh(['.drop table T'], {
    rowCounts: async () => {
      asked += 1;
      if (asked === 1) throw problemError({ code: 'refused', summary: 'Row level security.' });
      return [7n];
    },
  });
  expect(stake).toMatchObject({ rows: 7n, unknown: [] });
});

test('A shorter retention needs nothing first where no row is that old, and a snapshot where one is or nobody can tell', async () => {
  const shorter = '.alter-merge table T policy retention softdelete = 30d';
  const coverageOf = async (texts: readonly string[], extentsOlderThan: Database['observe']['extentsOlderThan']) =>
    (await weigh(texts, { extentsOlderThan })).map(({ coverage }) => coverage);
  expect(await coverageOf([shorter], async () => 0n)).toEqual(['not-needed']);
  expect(await coverageOf([shorter], async () => 1n)).toEqual(['snapshot']);
  expect(await coverageOf([shorter, '.clear table T data'], async () => 0n)).toEqual(['snapshot']);
  const closed = problemError({ code: 'sign-in', summary: 'Not allowed.' });
  expect(await coverageOf([shorter], () => Promise.reject(closed))).toEqual(['snapshot']);
});
