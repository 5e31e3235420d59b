import { problemError } from '../../../src/domain/problem.ts';
import { findLeftByRestores } from '../../../src/procedures/left-by-restores.ts';
import { findQuarantines } from '../../../src/procedures/standing-quarantines.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { openQuarantines } from './quarantines.ts';

const restricted = (table: string) => `.alter table ${table} policy restricted_view_access true`;
const secured = (table: string) => `.alter table ${table} policy row_level_security enable "${table} | where b == 1"`;

async function cleared() {
  const site = openQuarantines();
  await site.deploy('move');
  const [kept = ''] = site.kept();
  const { database } = site.world;
  const shown = async () => {
    const aside = await findQuarantines(database, site.world);
    const copies = aside.map((one) => ({ table: one.table, copy: one.kept }));
    const left = await findLeftByRestores([], site.database.names(), database, copies);
    return 'value' in left ? left.value.shown : left;
  };
  return { site, kept, shown, id: (await site.records())[0]?.id ?? '' };
}

test.each([
  ['restricted view access', restricted],
  ['row level security', secured],
])('%s that a table gets after its rows were put aside is told with what shows them', async (_what, policy) => {
  const { site, kept, shown } = await cleared();
  expect(await shown()).toEqual([]);
  site.script.push(policy('T'));
  expect(await shown()).toEqual([{ table: 'T', copy: kept, command: `close ${kept}` }]);
  site.script.push(policy(kept));
  expect(await shown()).toEqual([]);
});

test.each(['rename', 'move'] as const)('%s: what was closed is opened before it is put back', async (way) => {
  const site = openQuarantines();
  await site.deploy(way);
  const [[kept = ''], [record]] = [site.kept(), await site.records()];
  site.script.push(secured(kept));
  await expect(site.undo(record?.id ?? '')).rejects.toThrow(
    `${kept}, which holds what is in quarantine of T, has row level`,
  );
  expect(site.kept()).toEqual([kept]);
  site.script.pop();
  expect((await site.undo(record?.id ?? '')).when).toBe('now');
});

test('one that was closed leaves the rows of the others known', async () => {
  const { site, kept } = await cleared();
  site.database.put('T', pairColumns, [['z', '3']]);
  await site.deploy('move');
  const { read, observe } = site.world.database;
  const rowCounts = async (names: readonly string[]) => {
    if (names.includes(kept)) throw problemError({ code: 'service', summary: 'Row level security.' });
    return observe.rowCounts(names);
  };
  const found = await findQuarantines({ read, observe: { ...observe, rowCounts } }, site.world);
  expect(found.map(({ rows }) => rows).toSorted()).toEqual([1n, undefined]);
});
