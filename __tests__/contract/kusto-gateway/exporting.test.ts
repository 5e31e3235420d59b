import { chooseForms, receivingColumns, rowHashColumn } from '../../../src/domain/column-form.ts';
import { usualSettings } from '../../../src/domain/export-settings.ts';
import { binSteps } from '../../../src/domain/snapshot/slice.ts';
import { countOne } from '../../../src/procedures/count-tables.ts';
import { endOf, putLanding } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';
import { columns, hostile, nothing, openTables, record } from './filled-tables.ts';

const { cluster, gateways, fill, load, settled } = await openTables();
const whole = { kind: 'whole-table' } as const;
const settings = usualSettings(undefined);

test('what is exported, loaded and converted back is what was there, by tag and by extent', async () => {
  const [from, raw, stage] = ['from', 'raw', 'stage'].map((part) => `${hostile} ${part}`) as [string, string, string];
  await fill(from, [record, nothing]);
  const { database, store } = gateways;
  const stored = chooseForms(
    columns,
    (await countOne(database.read, { name: from, columns }, await settled(from))).withTickRest,
  );
  const exported = await database.export.start({
    table: from,
    columns: stored,
    slice: { kind: 'timed', cursor: await settled(from) },
    settings,
    destination: await store.uriForCluster('exports/a folder ü', 'write'),
  });
  expect(await endOf(gateways, exported)).toEqual({ kind: 'completed' });
  const files = await database.export.files(exported);
  expect(files.map(({ rows }) => rows)).toEqual([2n]);
  expect(files[0]?.uri).not.toContain('sig=');
  const path = store.pathOf(files[0]?.uri ?? '') ?? '';
  expect(path).toMatch(/^exports\/a folder ü\/part/);

  const receiving = [...receivingColumns(stored), { name: rowHashColumn, type: 'long' }] as const;
  await fill(raw, [], receiving);
  await fill(stage, []);
  const source = await store.uriForCluster(path, 'read');
  const ingested = await database.load.startIngest({ table: raw, source, format: 'parquet', tag: 'krtag1' });
  expect(await endOf(gateways, ingested)).toEqual({ kind: 'completed' });
  const extents = await database.read.rowsByExtent(raw);
  expect(extents).toEqual([{ extentId: expect.any(String), tags: ['krtag1'], rows: 2n }]);
  const extentIds = extents.map(({ extentId }) => extentId);
  const typed = await database.load.startTypedAppend({
    from: raw,
    extentIds,
    columns: stored,
    into: stage,
    tag: 'krtag2',
  });
  expect(await endOf(gateways, typed)).toEqual({ kind: 'completed' });
  expect(await database.read.fingerprint(stage, columns, whole)).toEqual(
    await database.read.fingerprint(from, columns, whole),
  );
  expect((await database.read.rowsByExtent(stage)).map(({ tags, rows }) => [tags, rows])).toEqual([[['krtag2'], 2n]]);
  await database.load.dropExtents(raw, extentIds);
  expect(await database.read.rowsByExtent(raw)).toEqual([]);
});

test('an export of rows without ingestion time holds none of the others', async () => {
  const name = `${hostile} timed`;
  await fill(name, [record]);
  await settled(name);
  const { database, store } = gateways;
  const operation = await database.export.start({
    table: name,
    columns: chooseForms(columns, new Set()),
    slice: { kind: 'untimed' },
    settings,
    destination: await store.uriForCluster('exports/untimed', 'write'),
  });
  expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
  expect(await database.export.files(operation)).toEqual([]);
});

test('time bins count what the cursor bounds, at every step and within a window; parts of a hash are disjoint and complete', async () => {
  const name = `${hostile} bins`;
  await fill(name, Array(40).fill(record));
  await load(
    name,
    Array.from({ length: 60 }, (_, row) => `true,${row}${',x'.repeat(8)}`),
    columns,
    'tag2',
  );
  const { read } = gateways.database;
  const cursor = await settled(name);
  await load(name, [nothing], columns, 'tag3');
  for (const step of binSteps) {
    const bins = await read.timeBins(name, cursor, {}, step);
    expect(bins.reduce((sum, { rows }) => sum + rows, 0n)).toBe(100n);
    expect(bins.map(({ start }) => start)).toEqual(bins.map(({ start }) => start).toSorted());
    for (const { start, rows } of bins.slice(-1)) {
      expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
      expect((await read.timeBins(name, cursor, { from: start }, step)).at(-1)?.rows).toBe(rows);
      const before = await read.timeBins(name, cursor, { before: start }, step);
      expect(before.reduce((sum, bin) => sum + bin.rows, 0n)).toBe(100n - rows);
    }
  }
  const timed = { kind: 'timed', cursor } as const;
  const halves = await read.partRows(name, columns, timed, 2);
  const quarters = await read.partRows(name, columns, { ...timed, part: { index: 1, of: 2 } }, 4);
  expect((halves.get(0) ?? 0n) + (halves.get(1) ?? 0n)).toBe(100n);
  expect([...quarters.keys()].every((index) => index === 1 || index === 3)).toBe(true);
  expect((quarters.get(1) ?? 0n) + (quarters.get(3) ?? 0n)).toBe(halves.get(1));
});

test('rows are told by extent and bin, and extents by the creation time that their ingestion was given', async () => {
  const name = `${hostile} aged`;
  await fill(name, Array(3).fill(record));
  const { load: loader, read } = gateways.database;
  const creationTime = '2024-05-06T07:08:09.1234567Z';
  const source = await putLanding(cluster, 'aged.csv', `${columns.map(() => 'c').join(',')}\n${nothing}\n`);
  const csvColumns = columns.map((column) => column.name);
  const operation = await loader.startIngest({
    table: name,
    source,
    format: 'csv',
    tag: 'old',
    creationTime,
    csvColumns,
  });
  expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
  const cursor = await settled(name);
  const created = await read.creationTimes(name);
  const extents = await read.rowsByExtent(name);
  for (const step of ['1d', '1tick'] as const) {
    const bins = await read.extentBins(name, cursor, {}, step);
    expect(new Map(bins.map(({ extentId, rows }) => [extentId, rows]))).toEqual(
      new Map(extents.map(({ extentId, rows }) => [extentId, rows])),
    );
    expect(bins.map(({ extentId }) => created.get(extentId)).toSorted()[0]).toBe(creationTime);
  }
});

test('slices that touch hold every row once, also through the command that answers when it is done', async () => {
  const name = `${hostile} slices`;
  await fill(name, Array(3).fill(record));
  await load(name, Array(4).fill(nothing), columns, 'tag2');
  const { database, store } = gateways;
  const cursor = await settled(name);
  const edge = (await database.read.timeBins(name, cursor, {}, '1tick')).at(-1)?.start ?? '';
  const timed = { kind: 'timed', cursor } as const;
  const rows: bigint[] = [];
  for (const slice of [
    { ...timed, before: edge },
    { ...timed, from: edge },
  ]) {
    const destination = await store.uriForCluster(`exports/touching/${rows.length}`, 'write');
    const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
    rows.push((await database.export.write(request)).reduce((sum, file) => sum + file.rows, 0n));
  }
  expect(rows).toEqual([3n, 4n]);
});

test('what was stamped after a cursor can be counted and written apart from what was before', async () => {
  const name = `${hostile} later`;
  await fill(name, Array(3).fill(record));
  const { database, store } = gateways;
  const after = await settled(name);
  await load(name, Array(5).fill(nothing), columns, 'tag2');
  const cursor = await settled(name);
  await load(name, Array(2).fill(nothing), columns, 'tag3');
  const slice = { kind: 'timed', cursor, after } as const;
  expect((await database.read.timeBins(name, cursor, { after }, '1h')).reduce((sum, { rows }) => sum + rows, 0n)).toBe(
    5n,
  );
  expect(await database.read.partRows(name, columns, slice, 1)).toEqual(new Map([[0, 5n]]));
  const destination = await store.uriForCluster('exports/later', 'write');
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  expect((await database.export.write(request)).map(({ rows }) => rows)).toEqual([5n]);
});

test('an export that needs too much memory says so, in both ways of asking', async () => {
  const name = `${hostile} big`;
  await fill(name, Array(3).fill(record));
  const { database, store } = gateways;
  const destination = await store.uriForCluster('exports/big', 'write');
  const slice = { kind: 'timed', cursor: await settled(name) } as const;
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  await new Talk(cluster).control({ faults: [{ kind: 'memory', command: 'ExportToStorage', amount: 1, count: 100 }] });
  const state = await endOf(gateways, await database.export.start(request));
  expect(state).toMatchObject({ kind: 'failed', tooBig: 'memory' });
  await expect(database.export.write(request)).rejects.toMatchObject({ problems: [{ tooBig: 'memory' }] });
  await new Talk(cluster).control({ faults: [] });
});

test('an export that cannot write ends as failed, with the reason and without the signature', async () => {
  const name = `${hostile} denied`;
  await fill(name, [record]);
  const { database, store } = gateways;
  const uri = await store.uriForCluster('exports/denied', 'write');
  const destination = uri.replace(/sig=[^&]+/, `sig=${encodeURIComponent('d3Jvbmcgc2lnbmF0dXJl')}`);
  const slice = { kind: 'timed', cursor: await settled(name) } as const;
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  const state = await endOf(gateways, await database.export.start(request));
  expect(state).toMatchObject({ kind: 'failed', state: 'Failed', message: expect.stringMatching(/./) });
  expect(JSON.stringify(state)).not.toContain('d3Jvbmc');
});
