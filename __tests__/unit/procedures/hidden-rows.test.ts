import { noteRowSecurity } from '../../../src/domain/kql/row-security.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { type ProblemCode, problemError } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import { createLossGuard, judgeStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { refuseBehind } from '../../../src/procedures/loss-problems.ts';
import { compareReferenceData } from '../../../src/procedures/put-reference-data.ts';
import { findUncountable } from '../../../src/procedures/reference-readers.ts';
import { weighLosses } from '../../../src/procedures/weigh-losses.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';
import { data, open } from './reference-worlds.ts';

const policy = '.alter table T policy row_level_security enable "Rls()"';
const secured = ['.create-merge table T (a: string, b: long)', '.create-or-alter function Rls() { T }', policy];

/** A table T that a snapshot covers, of which rows are counted with an error of this kind. */
async function openHidden(code: ProblemCode = 'refused', script: readonly string[] = secured) {
  const { database, store } = await saveTable([['x', '1']]);
  const fail = () => Promise.reject(problemError({ code, summary: 'The service says no.' }));
  const hidden: Database = {
    ...database,
    read: { ...database.read, schemaScript: async () => script, populations: fail, wholePopulations: fail },
    observe: { ...database.observe, rowCounts: fail },
  };
  const guard = createLossGuard(['T'], { ...hidden, store, paths, clock: memoryClock() });
  const live = await observeTables(hidden.read, 'Demo');
  const judge = (text: string, ...said: readonly string[]) =>
    judgeStatement({ text, reading: readStatement(text), said, at: { file: 's.kql', line: 3 } }, live);
  return { database: hidden, judge, check: (text: string, ...said: string[]) => guard.check(judge(text, ...said)) };
}

test.each([
  ['.create-or-alter function Rls() { T | take 1 }', '.create-or-alter function Rls'],
  ['.alter table T policy row_level_security enable "T"', '.alter table T policy row_level_security enable'],
  ['.delete table T policy row_level_security', '.delete table T policy row_level_security'],
  [".set table T admins ('aaduser=a')", '.set table T admins'],
])(
  'on a table with row level security %s is refused at its place, and runs where it is said to be harmless',
  async (text, as) => {
    const { check } = await openHidden();
    expect(await check(text)).toEqual({
      code: 'refused',
      summary: expect.stringContaining('no snapshot can cover it'),
      detail: expect.stringContaining('T has row level security'),
      next: expect.stringMatching(/by hand.* say so with harmless: \.\w/),
      at: { file: 's.kql', line: 3 },
    });
    expect((await check(text))?.next).toMatch(new RegExp(`${as.replaceAll('.', '\\.')}$`));
    expect(await check(text, as)).toBeUndefined();
  },
);

test('what loses its rows is refused at its place whatever is said of it', async () => {
  const { check } = await openHidden();
  for (const text of ['.drop table T', '.drop table T columns (a)', '.clear table T data'])
    expect(await check(text, '.drop table', '.clear table')).toMatchObject({
      code: 'refused',
      detail: expect.stringContaining('T has row level security'),
      next: expect.not.stringContaining('harmless'),
      at: { line: 3 },
    });
});

test.each(['service', 'sign-in', 'cancelled'] as const)(
  'a count that ends as %s is no row level security',
  async (code) => {
    const { check } = await openHidden(code);
    await expect(check('.clear table T data')).rejects.toMatchObject({ problems: [{ code }] });
  },
);

test.each([[[]], [[policy.replace('enable', 'disable')]], [[policy.replace('table T', 'table Other')]]])(
  'what the service refuses of a table without it is told as the service says it',
  async (script) => {
    const { check } = await openHidden('refused', script);
    await expect(check('.clear table T data')).rejects.toMatchObject({
      problems: [{ summary: 'The service says no.' }],
    });
  },
);

test('the plan says that nothing can cover it, and does not count what is said to be harmless', async () => {
  const { database, judge } = await openHidden();
  const change = '.create-or-alter function Rls() { T | take 1 }';
  expect(await weighLosses([judge('.clear table T data')], database)).toMatchObject([
    { table: 'T', coverage: 'none-possible', unknown: [expect.stringContaining('its rows')] },
  ]);
  expect(await weighLosses([judge(change)], database)).toMatchObject([{ coverage: 'none-possible' }]);
  expect(await weighLosses([judge(change, '.create-or-alter function')], database)).toEqual([]);
});

const file = data.file;
const uncountable = (script: readonly string[], ...coming: readonly string[]) =>
  findUncountable(
    [{ table: 'T', file }],
    script,
    coming.map((text, index) => ({ text, at: { file: 's.kql', line: index + 1 } })),
  );

test.each<readonly [readonly string[], readonly string[]]>([
  [[policy], []],
  [[policy], ['.delete table T policy row_level_security']],
  [[], ['.create-merge table T (a: long)', policy]],
  [[], ['.delete table T policy row_level_security', policy]],
  [[], [policy.replace('table T', 'tables (U, T)')]],
])('with %j now and %j to run no reference data goes in', (script, coming) => {
  expect(uncountable(script, ...coming)).toEqual([
    {
      code: 'refused',
      summary: expect.stringContaining(file.path),
      detail: coming.some((text) => text.includes('enable'))
        ? expect.stringMatching(/s\.kql:[12]/)
        : expect.any(String),
      next: expect.stringContaining(`!${file.path}`),
      at: { file: file.path, line: 1 },
    },
  ]);
});

test.each<readonly [readonly string[], readonly string[]]>([
  [[], []],
  [[policy.replace('enable', 'disable')], []],
  [[policy.replace('table T', 'table U')], [policy.replace('table T', 'table U')]],
  [[], [policy, '.alter table T policy row_level_security disable "T"']],
  [[], [policy, '.delete table T policy row_level_security']],
])('with %j now and %j to run it may go in', (script, coming) => {
  expect(uncountable(script, ...coming)).toEqual([]);
});

test('reference data is refused before any row of such a table is read', async () => {
  const { world, database } = open();
  const read = {
    ...database.read,
    schemaScript: async () => [policy],
    rowsByExtent: () => Promise.reject(new Error()),
  };
  await expect(compareReferenceData(data, { ...world, database: { ...database, read } })).rejects.toMatchObject({
    problems: [{ code: 'refused', at: { file: file.path } }],
  });
});

test('what would meet the policy that a command before it turns on is refused before anything runs', async () => {
  const { judge } = await openHidden('refused', []);
  const secured = new Map<string, ReturnType<typeof judge>>();
  const drop = judge('.drop table T columns (a)');
  const told = (...texts: readonly string[]) => {
    secured.clear();
    for (const text of texts) noteRowSecurity(secured, judge(text));
    return refuseBehind(drop, secured);
  };
  expect(told(policy)).toMatchObject({
    code: 'refused',
    detail: expect.stringContaining('T has row level security by then'),
    next: expect.stringContaining('s.kql:3'),
    at: { file: 's.kql', line: 3 },
  });
  expect(told()).toBeUndefined();
  expect(told(policy.replace('table T', 'table U'))).toBeUndefined();
  expect(told(policy, policy.replace('enable', 'disable'))).toBeUndefined();
  expect(refuseBehind(judge(policy, '.alter table T'), new Map([['T', drop]]))).toBeUndefined();
  expect(refuseBehind(judge('.show tables'), new Map([['T', drop]]))).toBeUndefined();
});
