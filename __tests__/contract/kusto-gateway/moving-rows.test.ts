import { endOf } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';
import { hostile, openTables, record } from './filled-tables.ts';

const { cluster, gateways, fill, load, settled } = await openTables();

test('extents move all or not at all', async () => {
  const [from, into] = [`${hostile} moves`, `${hostile} takes`];
  await fill(from, [record]);
  await fill(into, []);
  const { read, load: loader } = gateways.database;
  const ids = (await read.rowsByExtent(from)).map(({ extentId }) => extentId);
  const absent = '00000000-0000-0000-0000-00000000abcd';
  await expect(loader.moveExtents(from, into, [...ids, absent])).rejects.toMatchObject({ name: 'ProblemError' });
  expect(await read.rowsByExtent(into)).toEqual([]);
  await loader.moveExtents(from, into, ids);
  expect((await read.rowsByExtent(into)).map(({ rows, tags }) => [rows, tags])).toEqual([[1n, ['tag1']]]);
  expect(await read.rowsByExtent(from)).toEqual([]);
});

test('rows in the row store are listed as rows that lie in no extent', async () => {
  const { change, replace } = gateways.database;
  await fill('Streams', ['1'], [{ name: 'a', type: 'long' }]);
  await change.run(`.alter table Streams policy streamingingestion '{"IsEnabled":true}'`);
  const path = `${cluster.cluster}/v1/rest/ingest/Demo/Streams?streamFormat=Csv`;
  expect((await fetch(path, { method: 'POST', body: '2\n3\n' })).status).toBe(200);
  await replace.createList('Lists');
  const request = { list: { table: 'Lists', round: 1 }, of: ['Streams'], tag: 'kr1' };
  expect(await endOf(gateways, await replace.startListingAll(request))).toEqual({ kind: 'completed' });
  expect((await replace.listed(request.list)).get('Streams')).toMatchObject({ extents: 2, rows: 3n, nowhere: 1 });
});

test('rows after a cursor are told from the others by extent, appended with what they lack, moved as if they came now, and deleted', async () => {
  const { database } = gateways;
  const narrow = [{ name: 'Id', type: 'long' }] as const;
  const wide = [{ name: 'Note', type: 'string' }, ...narrow] as const;
  await fill('OldRows', ['1', '2'], narrow);
  await fill('AllRows', ['first,0'], wide);
  await fill('CopiedRows', [], wide);
  const after = { kind: 'after', cursor: await settled('OldRows') } as const;
  expect(await database.read.extentsAfter('OldRows', after)).toEqual([]);
  await load('OldRows', ['3'], narrow, 'tag2');
  await settled('OldRows');
  const newer = await database.read.extentsAfter('OldRows', after);
  expect(newer).toHaveLength(1);
  expect((await database.read.fingerprint('OldRows', narrow, after)).rows).toBe(1n);
  const columns = wide.map((column) => ({
    ...column,
    isIn: column.name === 'Id' ? ('both' as const) : ('target' as const),
  }));
  const copy = await database.load.startAppend({
    from: 'OldRows',
    rows: after,
    columns,
    into: 'CopiedRows',
    tag: 'tag3',
  });
  expect(await endOf(gateways, copy)).toEqual({ kind: 'completed' });
  const talk = new Talk(cluster);
  expect(await talk.query('CopiedRows')).toEqual([['', 3]]);

  const before = await settled('AllRows');
  await database.load.moveExtents('OldRows', 'AllRows', newer, 'renew');
  await settled('AllRows');
  expect((await database.read.extentsAfter('AllRows', { kind: 'after', cursor: before })).length).toBe(1);
  expect(await talk.query('AllRows | sort by Id asc')).toEqual([
    ['first', 0],
    ['', 3],
  ]);
  await database.change.deleteRows('AllRows', { kind: 'after', cursor: before });
  expect(await talk.query('AllRows')).toEqual([['first', 0]]);
  await database.change.expireTable('AllRows', new Date(Date.now() + 86_400_000));
  await database.change.keepTable('AllRows');
  expect(await database.read.deletesItself('AllRows')).toBe('no');
});

test('rows are told by the values of a column, and an update replaces just those, once however often it is sent', async () => {
  const { read, update } = gateways.database;
  const of = [
    { name: 'Id', type: 'long' },
    { name: 'At it', type: 'datetime' },
  ] as const;
  const values = ['1,2026-01-01T00:00:00Z', '2,2026-01-02T00:00:00Z', '3,2026-01-03T00:00:00Z', '4,'];
  await fill('Ranged', values, of);
  const upTo = await settled('Ranged');
  await fill('Incoming', ['20,2026-01-02T12:00:00Z'], of);
  await load('Ranged', ['5,2026-01-02T23:59:59.9999999Z'], of, 'tag2');
  await settled('Ranged');
  const ends = { from: '2026-01-02T00:00:00.0000000Z', before: '2026-01-03T00:00:00.0000000Z' };
  const rows = (side: 'inside' | 'outside', bounds: Partial<typeof ends> = ends) =>
    ({ kind: 'values', range: { column: 'At it', ...bounds }, side }) as const;
  expect([await update.count('Ranged', rows('inside')), await update.count('Ranged', rows('outside'))]).toEqual([
    2n,
    3n,
  ]);
  expect(await update.count('Ranged', { ...rows('inside'), upTo })).toBe(1n);
  const { from, before } = ends;
  expect(await update.count('Ranged', rows('inside', { from }))).toBe(3n);
  expect(await update.count('Ranged', rows('outside', { before }))).toBe(2n);
  const outside = await read.fingerprint('Ranged', of, rows('outside'));

  const request = { table: 'Ranged', source: 'Incoming', rows: { ...rows('inside'), upTo } };
  expect(await update.foresee(request)).toEqual({ deleted: 1n, created: 1n });
  const talk = new Talk(cluster);
  const ids = () => talk.query('Ranged | sort by Id asc | project Id');
  expect(await ids()).toEqual([[1], [2], [3], [4], [5]]);
  expect(await update.update(request)).toEqual({ deleted: 1n, created: 1n });
  expect(await update.update(request)).toEqual({ deleted: 0n, created: 0n });
  expect(await ids()).toEqual([[1], [3], [4], [5], [20]]);
  expect(await read.fingerprint('Ranged', of, rows('outside'))).toEqual(outside);
  await expect(update.update({ ...request, source: 'Nowhere' })).rejects.toThrow(/Nowhere/);
});
