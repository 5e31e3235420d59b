import type { Column } from '../../../src/domain/column.ts';
import { addFingerprints, emptyFingerprint } from '../../../src/domain/fingerprint.ts';
import { countOne, countTables } from '../../../src/procedures/count-tables.ts';
import { columns, hostile, nothing, openTables, record } from './filled-tables.ts';

const { gateways, fill, load, settled } = await openTables();
const whole = { kind: 'whole-table' } as const;

test('all rows of a table are counted without its policy, and a range says what it leaves out', async () => {
  const { read, change } = gateways.database;
  await fill('Bounds', []);
  await change.run('.alter table Bounds policy ingestiontime false');
  await load('Bounds', [record, nothing], columns, 'untimed');
  const datetime = columns.find(({ type }) => type === 'datetime')?.name ?? '';
  expect(await read.wholePopulations('Bounds', columns)).toEqual({
    total: 2n,
    atCursor: 0n,
    newer: 0n,
    untimed: 2n,
    times: { low: 0n, high: 0n },
    withTickRest: new Set([datetime]),
  });
  await change.run('.alter table Bounds policy ingestiontime true');
  await load('Bounds', [record, record, nothing], columns, 'timed');
  const cursor = await settled('Bounds');
  const all = { from: '2000-01-01T00:00:00.0000000Z', before: '2100-01-01T00:00:00.0000000Z' };
  const inside = await countOne(read, { name: 'Bounds', columns }, cursor, all);
  expect(inside).toMatchObject({ total: 5n, atCursor: 3n, untimed: 0n, leftOut: { outside: 0n, untimed: 2n } });
  expect((await read.fingerprint('Bounds', columns, { kind: 'cursor', cursor, range: all })).rows).toBe(3n);
  const old = { before: '2000-01-01T00:00:00.0000000Z' };
  const outside = await countOne(read, { name: 'Bounds', columns }, cursor, old);
  expect(outside).toMatchObject({ total: 5n, atCursor: 0n, untimed: 0n, leftOut: { outside: 3n, untimed: 2n } });
  expect((await read.fingerprint('Bounds', columns, { kind: 'cursor', cursor, range: old })).rows).toBe(0n);
});

test('rows that one table has more often than another are counted by their values', async () => {
  const { read } = gateways.database;
  await fill('Staged rows', [record, record, nothing]);
  await fill('Live rows', [record, record, record, nothing, nothing]);
  await fill('No rows', []);
  expect(await read.surplusRows('Live rows', 'Staged rows', columns)).toBe(2n);
  expect(await read.surplusRows('Staged rows', 'Live rows', columns)).toBe(0n);
  expect(await read.surplusRows('No rows', 'No rows', columns)).toBe(0n);
  expect(await read.surplusRows('Live rows', 'No rows', columns)).toBe(5n);
});

test('rows that may be rows of another table written again are counted, as often as those are gone', async () => {
  const { read } = gateways.database;
  await fill('Written once', [record, record, nothing]);
  await fill('Written twice', [record, nothing]);
  const before = { kind: 'cursor', cursor: await settled('Written twice') } as const;
  const rows = { kind: 'after', cursor: before.cursor } as const;
  const rewritten = () => read.rewrittenRows('Written twice', 'Written once', columns, { rows, before });
  expect(await rewritten()).toBe(0n);
  await load('Written twice', [nothing], columns, 'timed');
  await settled('Written twice');
  expect(await rewritten()).toBe(0n);
  await load('Written twice', [record, record], columns, 'timed');
  await settled('Written twice');
  expect(await rewritten()).toBe(1n);
  const all = { kind: 'whole-table' } as const;
  expect(await read.rewrittenRows('Written twice', 'Written once', columns, { rows: all })).toBe(3n);
});

test('populations count rows on each side of the cursor and name the columns with a 100 ns rest', async () => {
  const name = `${hostile} counts`;
  await fill(name, [record, nothing, record]);
  const cursor = await settled(name);
  const datetime = columns.find(({ type }) => type === 'datetime')?.name ?? '';
  expect(await countOne(gateways.database.read, { name: name, columns }, cursor)).toEqual({
    total: 3n,
    atCursor: 3n,
    newer: 0n,
    untimed: 0n,
    times: { low: expect.any(BigInt), high: expect.any(BigInt) },
    withTickRest: new Set([datetime]),
  });
  const { times } = await countOne(gateways.database.read, { name: name, columns }, cursor);
  await load(name, [nothing], columns, 'tag2');
  await settled(name);
  const after = await countOne(gateways.database.read, { name: name, columns }, cursor);
  expect([after.total, after.atCursor, after.newer]).toEqual([4n, 3n, 1n]);
  expect(after.times).toEqual(times);
});

test('rows that take the place of as many others show by their ingestion times', async () => {
  const [name, other] = ['Replaced', 'Replacing'];
  await fill(name, [record]);
  await fill(other, [nothing]);
  const { read, change } = gateways.database;
  const cursor = await settled(other);
  const before = await countOne(read, { name: name, columns }, cursor);
  const [from, into] = [other, name];
  await change.run(
    `.replace extents in table ${into} <| { .show table ${into} extents }, { .show table ${from} extents }`,
  );
  const after = await countOne(read, { name: name, columns }, cursor);
  expect([after.total, after.atCursor]).toEqual([before.total, before.atCursor]);
  expect(after.times).not.toEqual(before.times);
});

test('a table without rows has no populations, an empty fingerprint and no extents', async () => {
  const name = `${hostile} empty`;
  await fill(name, []);
  const { read, load: loader } = gateways.database;
  const cursor = await read.cursor();
  const counts = await countOne(read, { name: name, columns }, cursor);
  expect(counts).toEqual({
    total: 0n,
    atCursor: 0n,
    newer: 0n,
    untimed: 0n,
    times: { low: 0n, high: 0n },
    withTickRest: new Set(),
  });
  expect(await read.fingerprint(name, columns, whole)).toEqual(emptyFingerprint);
  expect(await read.fingerprint(name, columns, { kind: 'cursor', cursor })).toEqual(emptyFingerprint);
  expect(await read.columnFingerprints(name, columns, whole)).toEqual(
    new Map(columns.map((column) => [column.name, emptyFingerprint])),
  );
  expect(await read.rowsByExtent(name)).toEqual([]);
  expect(await loader.nonEmptyValues(name, columns)).toEqual(new Map(columns.map((column) => [column.name, 0n])));
});

test('tables counted in one statement have the counts that each has alone, and one that is not there is told for itself', async () => {
  const { read } = gateways.database;
  const names = [0, 1, 2].map((number) => `${hostile} many ${number}`);
  for (const [place, name] of names.entries()) await fill(name, place === 2 ? [] : [record]);
  for (const name of names) await settled(name);
  const cursor = await read.cursor();
  const tables = (await read.tables()).filter(({ name }) => names.includes(name));
  expect(tables).toHaveLength(3);
  const sized = tables.map((table) => ({ ...table, estimatedRows: 1n }));
  const together = await countTables(read, sized, cursor);
  for (const table of tables) expect(together.get(table.name)).toEqual(await countOne(read, table, cursor));
  const gone = { name: 'not there', columns: [], estimatedRows: 0n };
  const mixed = await countTables(read, [...sized, gone], cursor);
  expect(mixed.get('not there')).toMatchObject({ name: 'ProblemError' });
  for (const [name, counts] of together) expect(mixed.get(name)).toEqual(counts);
});

test('values are counted by column; null, empty and what could not be read are none', async () => {
  const name = `${hostile} values`;
  await fill(name, [record, nothing, 'maybe,x,x,x,x,x,x,x,text,"{"']);
  const counted = await gateways.database.load.nonEmptyValues(name, columns);
  const expected = columns.map(
    (column) => [column.name, ['string', 'dynamic'].includes(column.type) ? 2n : 1n] as const,
  );
  expect(counted).toEqual(new Map(expected));
});

test('fingerprints add up over rows, tell null from empty, and stop at the cursor', async () => {
  const [first, second, both] = ['one', 'two', 'both'].map((part) => `${hostile} ${part}`) as [string, string, string];
  const other = record.replace('"a ""text"""', '');
  await fill(first, [record]);
  await fill(second, [other, nothing]);
  await fill(both, [record]);
  const cursor = await settled(both);
  await load(both, [nothing, other], columns, 'tag2');
  const { read } = gateways.database;
  const [a, b, sum, bounded] = await Promise.all([
    read.fingerprint(first, columns, whole),
    read.fingerprint(second, columns, whole),
    read.fingerprint(both, columns, whole),
    read.fingerprint(both, columns, { kind: 'cursor', cursor }),
  ]);
  expect(sum).toEqual(addFingerprints([a, b]));
  expect(bounded).toEqual(a);
  expect(a).not.toEqual({ ...b, rows: 1n });
  const byColumn = await read.columnFingerprints(both, columns, { kind: 'cursor', cursor });
  expect(byColumn).toEqual(await read.columnFingerprints(first, columns, whole));
  expect([...byColumn.keys()]).toEqual(columns.map(({ name }) => name));
});

test('a fingerprint depends on which column holds a value and on the order of the columns', async () => {
  const pair: readonly Column[] = [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'string' },
  ];
  await fill('Left', ['x,'], pair);
  await fill('Right', [',x'], pair);
  const { read } = gateways.database;
  const left = await read.fingerprint('Left', pair, whole);
  expect(left).not.toEqual(await read.fingerprint('Right', pair, whole));
  expect(left).toEqual(await read.fingerprint('Right', [...pair].reverse(), whole));
});

test('a table with more columns than strcat takes has a fingerprint over all of them', async () => {
  const wide = Array.from({ length: 100 }, (_, index): Column => ({ name: `c${index}`, type: 'string' }));
  await fill('Wide one', [wide.map(() => 'x').join(',')], wide);
  await fill('Wide two', [wide.map((_, index) => (index === 99 ? 'y' : 'x')).join(',')], wide);
  const { read } = gateways.database;
  expect(await read.fingerprint('Wide one', wide, whole)).not.toEqual(await read.fingerprint('Wide two', wide, whole));
});
