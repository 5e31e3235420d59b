import { storeFingerprint } from '../../../src/domain/snapshot/manifest.ts';
import type { CarriedRows, RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { lackingWithout } from '../../../src/procedures/kept-newer.ts';
import { planUndo } from '../../../src/procedures/plan-undo.ts';
import { plannedUndos } from '../../../src/procedures/undo-restore.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const kept = 'kr_old_0000000a_0';

/** Of rows after the cursor 50 the kept contents hold one, which was copied, unless an interrupted undo has removed it. */
async function open(copy: 'there' | 'removed' = 'there') {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, [['restored', '1']], { stamp: 100n });
  database.put('T', pairColumns, [['newer', '7']], { stamp: 110n });
  database.put(kept, pairColumns, [['older', '3']], { stamp: 40n });
  if (copy === 'there') database.put(kept, pairColumns, [['newer', '7']], { stamp: 60n });
  const other = memoryDatabase(memoryStore());
  other.put(kept, pairColumns, [['newer', '7']], { stamp: 60n });
  const one = storeFingerprint(await other.read.fingerprint(kept, pairColumns, { kind: 'whole-table' }));
  const plan = async (
    restored: Partial<RestoredTable>,
    newerRows: 'keep' | 'discard' | undefined,
    schemaScript: readonly string[] = [],
  ) => {
    const ids = { liveTableId: `id-${kept}`, stageTableId: 'id-T' };
    const table = { name: 'T', index: 0, ...ids, cursor: '100', round: 1, newerRows: 'keep', ...restored } as const;
    const base = { formatVersion: 1, owner: '', snapshotId: 's', startedAt: '', phase: 'closed' } as const;
    const record: RestoreRecord = { ...base, runId: '0000000a', tables: [table] };
    const live = await database.read.tables();
    const [one] = await planUndo(
      { restores: [record], live, globs: [], schemaScript, exports: [], newerRows },
      database,
    );
    if (one === undefined) throw new Error('nothing was planned');
    const said = one.obstacles.map(({ summary, detail = '', next = '' }) => `${summary} ${detail} ${next}`);
    return { said, keptRows: one.keptRows, copiedAfter: plannedUndos([one])[0]?.undoes.copiedAfter };
  };
  const carried = (state: CarriedRows['state'], moved: 'none' | 'one', copied: 'none' | 'one'): CarriedRows => {
    const rows = (moved === 'one' ? 1 : 0) + (copied === 'one' ? 1 : 0);
    const found = rows === 1 && copied === 'one' ? one : { rows: `${rows}`, low: '9', high: '9' };
    return { state, found, after: '50', round: 1, ...(copied === 'one' ? { copied: one } : {}) };
  };
  return { plan, carried };
}

const scattered = expect.stringMatching(/^Rows of T that the restore kept are only among those.*newer-rows: keep/);

test('what a restore has moved into the table does not leave with what arrived since', async () => {
  const { plan, carried } = await open();
  for (const copied of ['none', 'one'] as const) {
    const restored = { carried: carried('brought', 'one', copied) };
    expect((await plan(restored, 'discard')).said).toEqual([scattered]);
    expect((await plan(restored, 'keep')).said).toEqual([]);
    expect((await plan(restored, undefined)).said).toEqual([]);
  }
  expect((await plan({ carried: carried('found', 'one', 'none') }, 'discard')).said).toEqual([scattered]);
});

test('where all that was kept is in the kept contents too, these go back as they are', async () => {
  const { plan, carried } = await open();
  const restored = { carried: carried('brought', 'none', 'one') };
  expect(await plan(restored, 'discard')).toMatchObject({ said: [], keptRows: 2n });
  expect(await plan(restored, 'keep')).toEqual({ said: [], keptRows: 1n, copiedAfter: '50' });
  expect((await plan({}, 'discard')).said).toEqual([]);
});

test('it is refused when an undo that was interrupted has removed that', async () => {
  const { plan, carried } = await open('removed');
  expect((await plan({ carried: carried('brought', 'none', 'one') }, 'discard')).said).toEqual([scattered]);
});

test('rows whose copies never came into the table stay in the kept contents', async () => {
  const { plan, carried } = await open();
  const restored = { newerRows: 'discard', carried: carried('copying', 'none', 'one') } as const;
  for (const way of ['keep', 'discard'] as const)
    expect(await plan(restored, way)).toEqual({ said: [], keptRows: 2n, copiedAfter: undefined });
});

test('it is refused either way when nothing tells which copies came', async () => {
  const { plan, carried } = await open();
  for (const way of ['keep', 'discard'] as const)
    expect((await plan({ carried: carried('copied', 'none', 'one') }, way)).said).toEqual([
      expect.stringMatching(/nothing tells which of them came.*Compare T with kr_old/),
    ]);
});

test('newer rows that stayed while extents were replaced do not leave with what arrived since', async () => {
  const { plan } = await open();
  const done = { state: 'replaced', after: '50', stagedRows: '1', round: 1, keptTableId: `id-${kept}` } as const;
  const restored = { liveTableId: 'id-T', stageTableId: 'staged', swap: 'replace-extents', replaced: done } as const;
  const policy = `.alter table T policy update '[{"IsEnabled":true,"Source":"S","Query":"S"}]'`;
  const script = ['.create table S (a:string, b:long)', policy];
  expect((await plan(restored, 'discard', script)).said).toEqual([scattered]);
  expect((await plan(restored, 'keep', script)).said).toEqual([]);
  expect((await plan({ ...restored, newerRows: 'discard' }, 'discard', script)).said).toEqual([]);
});

test('under row level security nobody sees whether all is there', async () => {
  const { plan, carried } = await open();
  const secured = ['.alter table T policy row_level_security enable "T | where b == 1"'];
  const restored = { carried: carried('brought', 'none', 'one') };
  expect((await plan(restored, 'discard', secured)).said).toContainEqual(
    expect.stringMatching(/^Rows of T that the restore kept.*row level security hides them.*Append from kr_old/),
  );
  expect((await plan({}, 'discard', secured)).said).toEqual([]);
});

test('an undo that is ended without the rows it was to bring over says which tables lack rows of before', async () => {
  const { carried } = await open();
  const base = { formatVersion: 1, owner: '', snapshotId: 's', startedAt: '' } as const;
  const table = { name: 'T', index: 0, liveTableId: 'a', stageTableId: 'b', cursor: '100', round: 1 } as const;
  const restoreOf = (more: Partial<RestoredTable>): RestoreRecord => ({
    ...base,
    runId: '0000000a',
    phase: 'closed',
    tables: [{ ...table, ...more }],
  });
  const undoes = { runId: '0000000a', index: 0, cursor: '100', contents: null };
  const lacking = (more: Partial<RestoredTable>, restored: Partial<RestoredTable>) => {
    const undone = { ...table, newerRows: 'discard', newerRowsGivenUp: true, undoes, ...more } as const;
    return lackingWithout({ record: { runId: '0000000b' }, undone }, [restoreOf(restored)]);
  };
  const keeping = { carried: carried('brought', 'one', 'none') };
  expect(lacking({}, keeping)).toMatchObject([
    { code: 'difference', next: expect.stringContaining('kr_old_0000000b_0') },
  ]);
  expect(lacking(keeping, keeping)).toEqual([]);
  expect(lacking({ newerRowsGivenUp: undefined }, keeping)).toEqual([]);
  expect(lacking({}, {})).toEqual([]);
});
