import type { RestoredTable } from '../../../src/domain/snapshot/records.ts';
import { againstCarrying, againstReplacing, lateDeletions } from '../../../src/procedures/late-deletions.ts';
import { readLogOfTarget } from '../../../src/procedures/plan-deletions.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const { read, observe } = memoryDatabase(memoryStore());
const since = '2026-11-20T08:00:00.0000000Z';
const ids = { liveTableId: 'id-T', stageTableId: 'id-stage' };
const table: RestoredTable = { name: 'T', index: 0, ...ids, cursor: '100', round: 1, swap: 'update-range' };
const asked: string[] = [];
const withLog = (...texts: readonly string[]) => ({
  ...observe,
  changesSince: async (instant: string) => {
    asked.push(instant);
    return texts.map((text, index) => ({ at: `2026-11-20T09:0${index}`, text }));
  },
});
const here = { rewrites: 'looked-for', way: undefined } as const;
const undoes = { runId: '0000000b', index: 0, cursor: null, contents: null };

test('deletions of a table since the last look are told with the commands, and those of others are not', async () => {
  const log = withLog('.delete table T records <| T | where a == 1', '.drop extents (e1b2) from U');
  const told = [{ code: 'refused', detail: '2026-11-20T09:00: .delete table T records <| T | where a == 1' }];
  expect(await againstReplacing(table, lateDeletions({ ...here, since, observe: log }, { read }))).toMatchObject(told);
  expect(await againstCarrying(table, 'kept', lateDeletions({ ...here, since, observe: log }, { read }))).toMatchObject(
    [{ ...told[0], next: expect.stringContaining('Append what you need from kept') }],
  );
  expect(asked).toEqual([since, since]);
  expect(await againstReplacing(table, lateDeletions({ ...here, since, observe: withLog() }, { read }))).toEqual([]);
  expect(await againstReplacing(table, undefined)).toEqual([]);
});

test.each([
  ['the time of the last look', { since: undefined, observe }, /looked for deletions is not recorded/],
  ['the logs of its database', { since, observe: undefined }, /its snapshot is of a database/],
  ['all of the logs', { since, observe: { ...observe, ownRoles: async () => [] } }, /own commands only/],
])('without %s it is unknown whether rows were deleted', async (_, at, summary) => {
  const unknown = { code: 'unknown', summary: expect.stringMatching(summary) };
  expect(await againstReplacing(table, lateDeletions({ ...here, ...at }, { read }))).toMatchObject([unknown]);
  expect(await againstCarrying(table, 'kept', lateDeletions({ ...here, ...at }, { read }))).toMatchObject([unknown]);
});

test('an undo, and what was announced already, is not asked about', async () => {
  const replaced = { state: 'ready', after: null, stagedRows: '1', round: 1 } as const;
  const ask = lateDeletions({ ...here, since: undefined, observe: undefined }, { read });
  const none = { commands: [], rewrites: [], doubts: [] };
  expect([await ask({ ...table, undoes }), await ask({ ...table, replaced })]).toEqual([none, none]);
});

test('newer rows that are kept in another database need its log, too, and no others do', async () => {
  const named = { name: 'T', tableId: 'id-T', columns: [], ingestionTime: 'on' } as const;
  const live = { ...named, schemaVersion: '1.0', folder: '', docString: '' };
  const own = { ...observe, ownRoles: async () => [] };
  const at = { since, now: since };
  const ask = (newerRowsWay: 'keep' | 'discard') => readLogOfTarget([{ live, newerRowsWay }], at, own);
  expect((await ask('keep')).doubts).toEqual([
    expect.stringMatching(/^in the database that they come into, .*own commands only/),
  ]);
  const nothing = { commands: [], doubts: [] };
  expect([await ask('discard'), await readLogOfTarget([{ live: undefined, newerRowsWay: 'keep' }], at, own)]).toEqual([
    nothing,
    nothing,
  ]);
});

test('rows that were written anew stand against replacing a table whose newer rows stay, also where deleted rows may come back', async () => {
  const keeping = { ...table, newerRows: 'keep' } as const;
  const update = '.update table T delete D append A <| let D = T; let A = T;';
  const log = withLog(update, '.delete table T records <| T | where a == 1', '.update table U delete D append A <| x');
  const accepted = { ...here, since, observe: log, way: 'accept' } as const;
  expect(await againstReplacing(keeping, lateDeletions(accepted, { read }))).toMatchObject([
    { code: 'refused', summary: expect.stringContaining('written anew'), detail: `2026-11-20T09:00: ${update}.` },
  ]);
  expect(await againstReplacing(keeping, lateDeletions({ ...accepted, way: 'replay' }, { read }))).toHaveLength(2);
  expect(await againstReplacing(table, lateDeletions(accepted, { read }))).toEqual([]);
  expect(await againstReplacing(keeping, lateDeletions({ ...accepted, rewrites: 'left' }, { read }))).toEqual([]);
  const quiet = { ...observe, ownRoles: async () => [] };
  for (const unknown of [{ observe: undefined }, { since: undefined }, { observe: quiet }])
    expect(await againstReplacing(keeping, lateDeletions({ ...accepted, ...unknown }, { read }))).toEqual([]);
});
