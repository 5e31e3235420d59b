import type { RunId } from '../../../src/domain/names.ts';
import { databasePaths, restoreRecordPath } from '../../../src/domain/snapshot/paths.ts';
import { parseRestoreRecord, type RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { readRestores } from '../../../src/procedures/locate-rows.ts';
import { oldName } from '../../../src/procedures/stage-table.ts';
import { undo } from '../../../src/verbs/undo.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { runner, securedDatabase } from '../../fixtures/memory/secured-database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const paths = databasePaths('cluster.example', 'Db');
const kept = oldName({ run: '0000000a' as RunId, index: 0 });
const policy = 'T | where b == 1';
const commandOf = (query: string) => `.alter table T policy row_level_security enable "${query}"`;
const base = { formatVersion: 1, owner: 'gone', snapshotId: 's', startedAt: '', load: 'direct' } as const;
const done: RestoreRecord = {
  ...base,
  runId: '0000000a',
  phase: 'closed',
  tables: [{ name: 'T', index: 0, liveTableId: `id-${kept}`, stageTableId: 'id-T', cursor: '100', round: 1 }],
};

/** T was restored, and an undo of it was interrupted before its swap, when its policy was set already or not yet. */
async function interrupted(was: 'secured' | 'open' = 'secured') {
  const store = memoryStore();
  const database = securedDatabase(store);
  database.put('T', pairColumns, [['restored', '1']]);
  database.put(kept, pairColumns, [['kept', '1']]);
  if (was === 'secured') database.secure(kept, `${kept} | where is ${runner.principal}`);
  database.secure('T', policy);
  const begun: RestoreRecord = {
    ...base,
    runId: '0000000b',
    phase: 'swapping',
    tables: [
      {
        name: 'T',
        index: 0,
        liveTableId: 'id-T',
        stageTableId: `id-${kept}`,
        cursor: '100',
        round: 0,
        newerRows: 'discard',
        ...(was === 'secured' ? { security: commandOf(policy) } : {}),
        undoes: { runId: '0000000a', index: 0, cursor: '100', contents: null },
      },
    ],
  };
  store.overwrite(restoreRecordPath(paths, 1), `${JSON.stringify(done)}\n`);
  store.overwrite(restoreRecordPath(paths, 2), `${JSON.stringify(begun)}\n`);
  const notes: string[] = [];
  const progress = {
    phase: () => undefined,
    advance: () => undefined,
    warn: () => undefined,
    note: (text: string) => void notes.push(text),
  };
  const observe = { ...database.observe, extentTotals: async () => new Map([['T', { rows: 1n, deletedRows: 0n }]]) };
  const world = { progress, clock: memoryClock() };
  const run = async (more: {
    readonly newerRows?: 'discard';
    readonly dryRun?: boolean;
    readonly globs?: string[];
  }) => {
    const { newerRows, dryRun = false, globs = [] } = more;
    const restores = await readRestores(store, paths);
    return undo(
      { globs, dryRun },
      { world, database: { ...database, observe }, store, paths, restores, newerRows, exportWay: 'refuse' },
    );
  };
  const phases = async () => {
    const seen: string[] = [];
    for (const turn of [1, 2, 3]) {
      const path = restoreRecordPath(paths, turn);
      const there = await store.read(path);
      if (there !== undefined) seen.push(parseRestoreRecord(there.body, path).phase);
    }
    return seen;
  };
  return { database, notes, run, phases };
}

test('an interrupted undo goes on as long as it is what would be planned now', async () => {
  const { database, notes, run, phases } = await interrupted();
  expect(await run({ newerRows: 'discard' })).toMatchObject({ verdict: { kind: 'pass' } });
  expect(notes).toEqual([expect.stringContaining('going on with undo 0000000b')]);
  expect(await phases()).toEqual(['closed', 'closed']);
  expect(database.rowsOf('T')).toEqual([['kept', '1']]);
});

test('an undo that was interrupted before its policy was changed is given up and planned anew with the policy of now', async () => {
  const { database, notes, run, phases } = await interrupted();
  database.secure('T', 'T | where b == 2');
  expect(await run({ newerRows: 'discard' })).toMatchObject({ verdict: { kind: 'pass' } });
  expect(notes).toEqual([expect.stringContaining('giving up undo 0000000b')]);
  expect(await phases()).toEqual(['closed', 'abandoned', 'closed']);
  expect(database.rowsOf('T')).toEqual([['kept', '1']]);
  // What is live now has the identity of the kept table.
  expect(database.queryOf(kept)).toBe('T | where b == 2');
});

test('an undo that is not possible any more is given up before it is refused, and what it had opened shows its rows to nobody', async () => {
  const { database, run, phases } = await interrupted();
  database.secure('T', undefined);
  await expect(run({ newerRows: 'discard' })).rejects.toMatchObject({
    problems: [{ code: 'refused', summary: expect.stringContaining('the undo would let everybody read its rows') }],
  });
  expect(await phases()).toEqual(['closed', 'abandoned']);
  expect(database.queryOf(kept)).toBe(`${kept} | where false`);
  expect(database.rowsOf('T')).toEqual([['restored', '1']]);
});

test('kept contents that nothing hid are closed when an undo is given up after its table was secured', async () => {
  const { database, run, phases } = await interrupted('open');
  await expect(run({})).rejects.toMatchObject({
    problems: [{ code: 'refused', next: expect.stringContaining('newer-rows: discard') }],
  });
  expect(await phases()).toEqual(['closed', 'abandoned']);
  expect(database.queryOf(kept)).toBe(`${kept} | where false`);
});

test('an undo of other tables gives up the one that was interrupted, and undoes nothing else than what is asked for', async () => {
  const { database, run, phases } = await interrupted();
  await expect(run({ newerRows: 'discard', globs: ['Other'] })).rejects.toMatchObject({
    problems: [{ code: 'not-found' }],
  });
  expect(await phases()).toEqual(['closed', 'abandoned']);
  expect(database.rowsOf('T')).toEqual([['restored', '1']]);
});

test('a dry run shows what would be done now, without the number of rows of what lies half prepared, and gives nothing up', async () => {
  const { database, run, phases } = await interrupted('open');
  database.secure('T', undefined);
  const shown = await run({ dryRun: true });
  expect(shown).toMatchObject({ data: { dryRun: true, interrupted: '0000000b', tables: [{ name: 'T', kept }] } });
  expect(shown.data).toHaveProperty('tables.0.keptRows', undefined);
  expect(await phases()).toEqual(['closed', 'swapping']);
});

test('a table whose view was restricted since the restore does not come back as one that everybody reads', async () => {
  const { database, run } = await interrupted('open');
  database.secure('T', undefined);
  database.restrict('T');
  const undone = run({});
  await expect(undone).rejects.toMatchObject({
    problems: [{ code: 'refused', next: expect.stringContaining(`['${kept}'] policy restricted_view_access true`) }],
  });
  database.restrict(kept);
  expect(await run({})).toMatchObject({ verdict: { kind: 'pass' } });
});
