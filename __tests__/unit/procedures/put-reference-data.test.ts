import { createHash } from 'node:crypto';
import type { Column } from '../../../src/domain/column.ts';
import { type Problem, throwProblems } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import {
  compareReferenceData,
  putReferenceData as putUnlessObjected,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const files = memoryReferenceFiles({});

/** A file of its own for T. */
async function dataOf(text: string, columns = pairColumns): Promise<ReferenceData> {
  const path = `${createHash('sha256').update(text).digest('hex')}/T.csv`;
  files.write(path, text);
  const { data, problems } = await readReferenceData(files, [path], new Map([['T', columns]]));
  throwProblems(problems);
  return data[0] ?? Promise.reject(new Error('no data'));
}

const putReferenceData = (what: ReferenceData, world: ReferenceWorld) =>
  putUnlessObjected(what, world, async () => undefined);
const recordPath = `${paths.control}/reference-data/T.json`;
let data: ReferenceData;
beforeAll(async () => {
  data = await dataOf('b,a\n1,x\n2,y\n');
});

function open(): { readonly world: ReferenceWorld; readonly database: MemoryDatabase; readonly store: MemoryStore } {
  const store = memoryStore();
  const database = memoryDatabase(store);
  database.put('T', pairColumns, []);
  return { world: { database, store, paths, clock: memoryClock(), files }, database, store };
}

test('the rows of the file replace those of the table, and nothing else is left', async () => {
  const { world, database, store } = open();
  database.put('T', pairColumns, [['old', '9']]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 1n,
  });
  await putReferenceData(data, world);
  expect(database.rowsOf('T')).toEqual([
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(database.names()).toEqual(['T']);
  expect(store.paths()).toEqual([`${paths.control}/reference-data/T.json`]);
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
});

test('the table is guarded and counted before the live one is touched', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const words = database.changes.map((change) => change.split(' ')[0]);
  expect(words).toEqual(['create', 'guard', 'ingest', 'replace', 'drop']);
});

test('another file or another column type makes it outdated, and the rows are still known as reference data', async () => {
  const { world } = open();
  await putReferenceData(data, world);
  const ours = { kind: 'outdated', rows: 2n, foreignRows: 0n };
  expect(await compareReferenceData(await dataOf('b,a\n1,x\n2,z\n'), world)).toEqual(ours);
  const retyped = await dataOf('b,a\n1,x\n2,y\n', [...pairColumns].reverse());
  expect(await compareReferenceData(retyped, world)).toEqual(ours);
});

test('a row more, a row changed by hand or a row less makes every row foreign, whatever the tags say', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const [extent] = await database.read.rowsByExtent('T');
  const tags = extent?.tags ?? [];
  const foreign = (rows: bigint) => ({ kind: 'outdated', rows, foreignRows: rows });
  database.put('T', pairColumns, [['by hand', '3']], { tags });
  expect(await compareReferenceData(data, world)).toEqual(foreign(3n));
  database.clear('T');
  database.put(
    'T',
    pairColumns,
    [
      ['x', '1'],
      ['y', '22'],
    ],
    { tags },
  );
  expect(await compareReferenceData(data, world)).toEqual(foreign(2n));
  database.clear('T');
  database.put('T', pairColumns, [['x', '1']], { tags });
  expect(await compareReferenceData(data, world)).toEqual(foreign(1n));
  database.clear('T');
  expect(await compareReferenceData(data, world)).toEqual(foreign(0n));
});

test('rows of the file in an extent without its tag are not current, but known', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  database.clear('T');
  database.put('T', pairColumns, [
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 0n,
  });
});

test('a column that was added keeps the rows known until somebody fills it', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const wider: readonly Column[] = [...pairColumns, { name: 'c', type: 'string' }];
  const widen = async (values: readonly [string, string]): Promise<void> => {
    await database.change.dropTable('T');
    database.put('T', wider, [
      ['x', '1', values[0]],
      ['y', '2', values[1]],
    ]);
  };
  await widen(['', '']);
  const next: ReferenceData = { ...data, columns: wider };
  expect(await compareReferenceData(next, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 0n,
  });
  await widen(['', 'by hand']);
  expect(await compareReferenceData(next, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 2n,
  });
});

test('a tag and a count without a record of the fingerprint are not enough', async () => {
  const { world, store } = open();
  await putReferenceData(data, world);
  await store.remove(recordPath);
  expect(await compareReferenceData(data, world)).toMatchObject({ kind: 'outdated' });
});

test('values that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const full = {
    ...data,
    content: {
      ...data.content,
      nonEmpty: new Map([
        ['a', 2],
        ['b', 3],
      ]),
    },
  };
  await expect(putReferenceData(full, world)).rejects.toMatchObject({
    problems: [{ code: 'difference', detail: 'expected 2 rows, seen 2; column b: expected 3 values, seen 2' }],
  });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
  expect(database.names()).toEqual(['T']);
});

test('rows that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  const short: ReferenceData = { ...data, content: { ...data.content, rows: 3 } };
  await expect(putReferenceData(short, world)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(database.changes).not.toContain('replace T');
});

const failing = (world: ReferenceWorld, change: Partial<Database['change']>): ReferenceWorld => ({
  ...world,
  database: { ...world.database, change: { ...world.database.change, ...change } },
});
const killed = () => Promise.reject(new Error('killed'));

test.each(['right before', 'right after'])(
  'a run after one that was killed %s the replacement knows the rows',
  async (when) => {
    const { world, database } = open();
    await putReferenceData(data, world);
    const next = await dataOf('b,a\n3,z\n');
    const replaceContents: Database['change']['replaceContents'] = async (request) => {
      if (when === 'right after') await database.change.replaceContents(request);
      return killed();
    };
    await expect(putReferenceData(next, failing(world, { replaceContents }))).rejects.toThrow('killed');
    expect(database.rowsOf('T')).toHaveLength(when === 'right after' ? 1 : 2);
    expect(await compareReferenceData(await dataOf('b,a\n4,w\n'), world)).toMatchObject({
      kind: 'outdated',
      foreignRows: 0n,
    });
    await putReferenceData(next, world);
    expect(database.rowsOf('T')).toEqual([['z', '3']]);
  },
);

test('after the replacement only the contents that are there are known', async () => {
  const { world, database, store } = open();
  await putReferenceData(data, world);
  await putReferenceData(await dataOf('b,a\n3,z\n'), world);
  expect(JSON.parse((await store.read(recordPath))?.body ?? '')).toMatchObject({
    known: [{ fingerprint: { rows: '1' } }],
  });
  database.clear('T');
  database.put('T', pairColumns, [
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 2n,
  });
});

test('two runs, or two tables with the same contents, never share a staging table', async () => {
  const { world, database } = open();
  const replaceContents = killed;
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toThrow('killed');
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toThrow('killed');
  const staging = database.names().filter((name) => name.startsWith('kr_data_'));
  expect(staging).toHaveLength(2);
  expect(database.changes.filter((change) => change.startsWith('guard'))).toEqual(
    staging.map((name) => `guard ${name}`),
  );
});

test('rows of the right number but with other values after the replacement are a difference', async () => {
  const { world, database } = open();
  const replaceContents = async (request: { readonly table: string; readonly tags: readonly string[] }) => {
    database.clear(request.table);
    database.put(
      request.table,
      pairColumns,
      [
        ['x', '1'],
        ['y', 'other'],
      ],
      { tags: request.tags },
    );
  };
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toMatchObject({
    problems: [{ code: 'difference', summary: expect.stringContaining('does not hold the rows') }],
  });
});

test('an objection right before the replacement leaves the table as it was and no staging behind', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const objection: Problem = { code: 'not-covered', summary: 'rows came while the file was loaded' };
  const put = putUnlessObjected(data, world, async () => {
    expect(database.changes.some((change) => change.startsWith('ingest'))).toBe(true);
    return objection;
  });
  await expect(put).rejects.toMatchObject({ problems: [objection] });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
  expect(database.names()).toEqual(['T']);
});

test('a table whose columns are not those that the file was checked against is not touched', async () => {
  const { world, database } = open();
  const reordered: ReferenceData = { ...data, columns: [...pairColumns].reverse() };
  await expect(putReferenceData(reordered, world)).rejects.toMatchObject({ problems: [{ code: 'reference-data' }] });
  await database.change.dropTable('T');
  await expect(putReferenceData(data, world)).rejects.toMatchObject({
    problems: [{ code: 'reference-data', detail: expect.stringContaining('no such table') }],
  });
  expect(database.changes).toEqual(['drop T']);
});

test('rows go in parts, and nothing of these is left', async () => {
  const { world, database, store } = open();
  const many = Array.from({ length: 10 }, (_, row) => [`x${row}`, String(row)] as const);
  const long = await dataOf(`a,b\n${many.map((row) => row.join(',')).join('\n')}\n`);
  await putReferenceData(long, { ...world, partLength: 20 });
  expect(database.changes.filter((change) => change.startsWith('ingest'))).toHaveLength(3);
  expect(database.rowsOf('T')).toEqual(many);
  expect(store.paths()).toEqual([recordPath]);
  expect(await compareReferenceData(long, world)).toEqual({ kind: 'current' });
});

test('a part that an interrupted run left half written is written anew', async () => {
  const { world, database, store } = open();
  store.overwrite(`${paths.control}/reference-data/T/${data.content.sha256}/0000.csv`, 'a,b\nx');
  store.overwrite(`${paths.control}/reference-data/T/of-another-file/0007.csv`, 'a,b\n');
  await putReferenceData(data, world);
  expect(database.rowsOf('T')).toHaveLength(2);
  expect(store.paths()).toEqual([recordPath]);
});

test('a file without rows empties the table and loads nothing', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const empty = await dataOf('a,b\n');
  await putReferenceData(empty, world);
  expect(database.rowsOf('T')).toEqual([]);
  expect(database.changes.some((change) => change.startsWith('ingest'))).toBe(false);
  expect(await compareReferenceData(empty, world)).toEqual({ kind: 'current' });
});

test('other values in the right number are told by their column, and leave the table as it was', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const { load } = world.database;
  const startIngest: Database['load']['startIngest'] = async (request) => {
    const operation = await load.startIngest(request);
    database.clear(request.table);
    database.put(request.table, pairColumns, [
      ['x', '1'],
      ['z', '2'],
    ]);
    return operation;
  };
  const swapping = { ...world, database: { ...world.database, load: { ...load, startIngest } } };
  await expect(putReferenceData(data, swapping)).rejects.toMatchObject({
    problems: [{ code: 'difference', detail: 'expected 2 rows, seen 2; column a: other values than in the file' }],
  });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
});

/** The world in which the run dies at one effect, before or after it; undefined `at` lets it live. Returns how many effects there were. */
function mortal(world: ReferenceWorld, at: number | undefined, when: 'before' | 'after') {
  let effects = 0;
  const guarded = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(from, name) {
        const member: unknown = Reflect.get(from, name);
        if (typeof member !== 'function' || !names.includes(String(name))) return member;
        return async (...args: readonly unknown[]) => {
          const mine = effects;
          effects += 1;
          if (mine === at && when === 'before') throw new Error('killed');
          const result: unknown = await Reflect.apply(member, from, args);
          if (mine === at) throw new Error('killed');
          return result;
        };
      },
    });
  const { database, store } = world;
  const change = guarded(database.change, ['createTable', 'guardStaging', 'replaceContents', 'dropTable']);
  const load = guarded(database.load, ['startIngest']);
  const guardedStore = guarded(store, ['write', 'writePieces', 'remove']);
  return { world: { ...world, database: { ...database, change, load }, store: guardedStore }, effects: () => effects };
}

test('killed before or after any of its effects, the second run finishes, and no row is taken for a foreign one', async () => {
  const next = await dataOf('a,b\nz,3\ny,2\nx,1\n');
  const counted = open();
  await putReferenceData(data, counted.world);
  const alive = mortal({ ...counted.world, partLength: 6 }, undefined, 'before');
  await putReferenceData(next, alive.world);
  expect(alive.effects()).toBeGreaterThan(9);
  for (let at = 0; at < alive.effects(); at += 1) {
    for (const when of ['before', 'after'] as const) {
      const { world, database, store } = open();
      await putReferenceData(data, world);
      const dying = mortal({ ...world, partLength: 6 }, at, when);
      await expect(putReferenceData(next, dying.world)).rejects.toThrow('killed');
      const state = await compareReferenceData(next, world);
      expect([at, when, state.kind === 'outdated' ? state.foreignRows : 0n]).toEqual([at, when, 0n]);
      expect([2, 3]).toContain(database.rowsOf('T').length);
      if (state.kind === 'outdated') await putReferenceData(next, world);
      expect(database.rowsOf('T')).toEqual([
        ['z', '3'],
        ['y', '2'],
        ['x', '1'],
      ]);
      expect(await compareReferenceData(next, world)).toEqual({ kind: 'current' });
      expect(store.paths()).toContain(recordPath);
    }
  }
});
