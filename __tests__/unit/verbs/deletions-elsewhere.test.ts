import type { RestoredTable } from '../../../src/domain/snapshot/records.ts';
import { deletionsSince } from '../../../src/verbs/restore-run.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const since = '2026-11-20T08:00:00.0000000Z';
const at = '2026-11-20T09:00:00.0000000Z';
const update = '.update table T delete D append A <| let D = T; let A = T;';
const erase = '.delete table T records <| T | where a == 1';
const ids = { liveTableId: 'id-T', stageTableId: 'id-stage' };
const table = {
  name: 'T',
  index: 0,
  ...ids,
  cursor: '100',
  round: 1,
  swap: 'replace-extents',
  newerRows: 'keep',
} as const satisfies RestoredTable;

/** What is told of a table that stays, of each command in the log of one of the two databases. */
async function told(logs: { readonly there: string; readonly here: string }, deletedRows: 'accept' | 'replay') {
  const database = memoryDatabase(memoryStore());
  const logOf = (text: string) => ({ ...database.observe, changesSince: async () => [{ at, text }] });
  const target = { ...database, observe: logOf(logs.here) };
  const opened = { deletedRows, database: target, isElsewhere: 'yes' } as const;
  const found = await deletionsSince(since, logOf(logs.there), opened).deletedSince?.(table);
  return { commands: found?.commands, rewrites: found?.rewrites.map(({ text }) => text) };
}

test('in another database, rows that are written anew there are looked for there, and deletions where the snapshot is of', async () => {
  expect(await told({ there: erase, here: update }, 'replay')).toEqual({
    commands: [`${at}: ${erase}`],
    rewrites: [update],
  });
  expect(await told({ there: erase, here: update }, 'accept')).toEqual({ commands: [], rewrites: [update] });
  expect(await told({ there: update, here: erase }, 'accept')).toEqual({ commands: [], rewrites: [] });
});
