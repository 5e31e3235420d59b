import { problemError } from '../../../src/domain/problem.ts';
import { withHiddenAtOrigin } from '../../../src/procedures/hidden-at-origin.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';

const policy = '.alter table T policy row_level_security enable "T | where b == 1"';
const restricted = '.alter table T policy restricted_view_access true';
const planned: RestorePlanTable = {
  table: tableManifest({ name: 'T', rows: 3n }),
  index: 0,
  live: undefined,
  readers: 'all',
  state: 'damaged',
  damage: '',
  snapshotRows: 3n,
  impact: [],
  obstacles: [],
};

async function judged(script: readonly string[], more: Partial<RestorePlanTable> = {}) {
  const [one] = await withHiddenAtOrigin([{ ...planned, ...more }], { schemaScript: async () => script });
  return one;
}

test.each([
  ['nothing hides rows at home', [], {}],
  ['the policy is off there', ['.alter table T policy row_level_security disable "T"'], {}],
  ['another table hides rows', ['.alter table Other policy restricted_view_access true'], {}],
  ['it has row level security where it comes', [policy], { security: policy }],
  ['its view is restricted where it comes', [restricted], { readers: 'unrestricted' }],
] as const)('a table comes into another database when %s', async (_, script, more) => {
  expect(await judged(script, more)).toEqual({ ...planned, ...more });
});

test.each([
  ['row level security', [policy], {}],
  ['restricted view access', [restricted], {}],
  ['row level security', [policy], { readers: 'unrestricted' }],
  ['restricted view access', [restricted], { security: policy }],
  ['row level security', [policy], { target: 'T_beside' }],
] as const)('what %s hides at home is refused where it would not be hidden', async (what, script, more) => {
  expect(await judged(script, more)).toMatchObject({
    obstacles: [{ code: 'refused', summary: expect.stringContaining(`T has ${what} in the database`) }],
  });
});

test('a database that cannot be asked stops nothing, and is told', async () => {
  const away = { schemaScript: () => Promise.reject(problemError({ code: 'unreachable', summary: 'Gone.' })) };
  expect(await withHiddenAtOrigin([planned], away)).toMatchObject([
    { impact: [expect.stringContaining('is not known: Gone.')], obstacles: [] },
  ]);
  const stopped = { schemaScript: () => Promise.reject(problemError({ code: 'cancelled', summary: 'Stopped.' })) };
  await expect(withHiddenAtOrigin([planned], stopped)).rejects.toMatchObject({ problems: [{ code: 'cancelled' }] });
});
