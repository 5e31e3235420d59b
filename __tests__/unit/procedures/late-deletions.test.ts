import type { RestoredTable } from '../../../src/domain/snapshot/records.ts';
import { lateDeletions } from '../../../src/procedures/late-deletions.ts';
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
const here = { into: 'own-database', way: undefined } as const;
const undoes = { runId: '0000000b', index: 0, cursor: null, contents: null };

test('deletions of a table since the last look are told with the commands, and those of others are not', async () => {
  const log = withLog('.delete table T records <| T | where a == 1', '.drop extents (e1b2) from U');
  expect(await lateDeletions({ ...here, since, observe: log }, { read })(table)).toMatchObject([
    { code: 'refused', detail: '2026-11-20T09:00: .delete table T records <| T | where a == 1' },
  ]);
  expect(asked).toEqual([since]);
  expect(await lateDeletions({ ...here, since, observe: withLog() }, { read })(table)).toEqual([]);
});

test.each([
  ['the time of the last look', { since: undefined, observe }, /looked for deletions is not recorded/],
  ['the logs of its database', { since, observe: undefined }, /its snapshot is of a database/],
  ['all of the logs', { since, observe: { ...observe, ownRoles: async () => [] } }, /own commands only/],
])('without %s it is unknown whether rows were deleted', async (_, at, summary) => {
  const unknown = { code: 'unknown', summary: expect.stringMatching(summary) };
  expect(await lateDeletions({ ...here, ...at }, { read })(table)).toMatchObject([unknown]);
});

test('an undo, and what was announced already, is not asked about', async () => {
  const replaced = { state: 'ready', after: null, stagedRows: '1', round: 1 } as const;
  const ask = lateDeletions({ ...here, since: undefined, observe: undefined }, { read });
  expect([await ask({ ...table, undoes }), await ask({ ...table, replaced })]).toEqual([[], []]);
});

test('rows that were written anew stand against replacing a table whose newer rows stay, also where deleted rows may come back', async () => {
  const keeping = { ...table, newerRows: 'keep' } as const;
  const update = '.update table T delete D append A <| let D = T; let A = T;';
  const log = withLog(update, '.delete table T records <| T | where a == 1', '.update table U delete D append A <| x');
  const accepted = { ...here, since, observe: log, way: 'accept' } as const;
  expect(await lateDeletions(accepted, { read })(keeping)).toMatchObject([
    { code: 'refused', summary: expect.stringContaining('written anew'), detail: `2026-11-20T09:00: ${update}.` },
  ]);
  expect(await lateDeletions({ ...accepted, way: 'replay' }, { read })(keeping)).toHaveLength(2);
  expect(await lateDeletions(accepted, { read })(table)).toEqual([]);
  expect(await lateDeletions({ ...accepted, into: 'other-database' }, { read })(keeping)).toEqual([]);
  const quiet = { ...observe, ownRoles: async () => [] };
  for (const unknown of [{ observe: undefined }, { since: undefined }, { observe: quiet }])
    expect(await lateDeletions({ ...accepted, ...unknown }, { read })(keeping)).toEqual([]);
});
