import { judgeUndo } from '../../../src/procedures/judge-put-back.ts';
import { findQuarantines } from '../../../src/procedures/standing-quarantines.ts';
import { findQuarantine, undoQuarantine } from '../../../src/procedures/undo-quarantine.ts';
import { putBack, showPutBack, withQuarantines } from '../../../src/verbs/quarantine-report.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { openQuarantines } from './quarantines.ts';

async function renamed() {
  const site = openQuarantines();
  await site.deploy('rename');
  const [record] = await site.records();
  if (record === undefined) throw new Error('no quarantine');
  const [kept = ''] = site.kept();
  const { change } = site.world.database;
  return { site, record, kept, change, undo: (at?: number) => site.undo(record.id, at) };
}
const twoTables = async () => {
  const { site, record } = await renamed();
  const { store, etag } = { store: site.store, etag: (await findQuarantine(record.id, site.world)).etag };
  const lost = { name: 'U', tableId: 'id-U', keptTableId: 'id-U', kept: 'kr_q_00000000_1', rows: '1' };
  for await (const { path } of store.list(''))
    if (path.endsWith(`quarantines/${record.id}.json`))
      await store.write(path, JSON.stringify({ ...record, tables: [...record.tables, lost] }), {
        kind: 'if-match',
        etag,
      });
  const judge = async () => {
    const stored = await findQuarantine(record.id, site.world);
    return { stored, ...(await judgeUndo(stored.record, site.world)) };
  };
  return { site, judge };
};

test('what is left of a quarantine is put back, and what is gone is told, also when it is said again', async () => {
  const { site, judge } = await twoTables();
  const { stored, aside, gone, problems } = await judge();
  expect([aside.map(({ name }) => name), gone.map(({ name }) => name), problems]).toEqual([['T'], ['U'], []]);
  expect(showPutBack(stored.record, ['.rename'], gone)).toMatchObject({
    verdict: { kind: 'fail' },
    outcomes: [{ item: 'T' }, { item: 'U', note: 'dry run: is gone' }],
  });
  const ended = await undoQuarantine(stored, aside, site.world);
  expect([site.rowsOf('T'), site.kept()]).toEqual([['1', '2', 'x', 'y'], []]);
  expect(putBack(ended.record, ended.when, gone)).toMatchObject({
    verdict: { kind: 'fail', problems: [{ code: 'not-found' }] },
    outcomes: [
      { kind: 'done', item: 'T' },
      { kind: 'failed', item: 'U' },
    ],
    outputs: { verdict: 'fail', 'restored-tables': 'T' },
  });
  const again = await judge();
  expect([again.aside, again.gone.map(({ name }) => name), again.problems]).toEqual([[], ['U'], []]);
});

test.each(['rename', 'move'] as const)(
  '%s: what was put back and dropped since is not told as put back',
  async (way) => {
    const site = openQuarantines();
    await site.deploy(way);
    const id = (await site.records())[0]?.id ?? '';
    expect((await site.undo(id)).when).toBe('now');
    await site.database.change.dropTable('T');
    await expect(site.undo(id)).rejects.toThrow('was put back before, and the table that T was then');
    site.database.put('T', pairColumns, []);
    site.database.replaceIdentity('T');
    await expect(site.undo(id)).rejects.toThrow('was put back before, and the table that T was then');
  },
);

test('an expiry that comes between the last look and the rename is taken off the live table', async () => {
  const { site, kept, change, undo } = await renamed();
  const { renameTables } = change;
  Object.assign(change, {
    renameTables: async (...given: Parameters<typeof renameTables>) => {
      await site.database.change.expireTable(kept, new Date());
      await renameTables(...given);
    },
  });
  await undo();
  expect(site.database.changes.slice(-4)).toEqual([`keep ${kept}`, `expire ${kept}`, `rename ${kept} T`, 'keep T']);
});

test('an undo that is killed after its rename takes the policy off when it is run again, and never after it ended', async () => {
  const { site, undo } = await renamed();
  // Its record, the policy, the rename, and then the policy of the live name.
  await expect(undo(4)).rejects.toThrow('killed');
  expect([site.rowsOf('T')?.length, site.database.changes.at(-1)?.startsWith('rename')]).toEqual([4, true]);
  await undo();
  expect(site.database.changes.at(-1)).toBe('keep T');
  const done = site.database.changes.length;
  expect((await undo()).when).toBe('before');
  expect(site.database.changes.length).toBe(done);
});

test('a live table that still deletes itself is no pass, and its undo stays open', async () => {
  const { site, undo } = await renamed();
  Object.assign(site.world.database.read, { deletesItself: async () => 'yes' });
  await expect(undo()).rejects.toMatchObject({ problems: [{ code: 'unknown' }] });
  expect((await site.records()).map(({ state }) => state)).toEqual(['undoing']);
});

test('of a renamed table status tells an end only where one is set', async () => {
  const { site, record, kept, change, undo } = await renamed();
  const told = async () => {
    const standing = await findQuarantines(site.world.database, site.world);
    const [block] = withQuarantines({ outcomes: [], report: [], outputs: {}, data: {} }, standing).report;
    const rows = block?.kind === 'table' ? block.rows : [];
    return [standing.map(({ state, expiresAt }) => [state, expiresAt]), rows.map((row) => row[4])];
  };
  expect(await told()).toEqual([[['kept', record.expiresAt]], [record.expiresAt]]);
  await expect(undo(3)).rejects.toThrow('killed');
  expect(await told()).toEqual([[['undoing', undefined]], ['unknown']]);
  await undo();
  await change.renameTables([{ from: 'T', to: kept }]);
  expect(await told()).toEqual([[['late', undefined]], ['stays without an end']]);
});
