import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cut, Trap } from '../fixtures/crash-proxy.ts';
import { seededRandom } from '../fixtures/seeded-random.ts';
import { CrashSite } from './crash/crash-site.ts';

const documentOf = (output: string) => JSON.parse(output.slice(output.indexOf('{')));

/** A verb with `--json`, and the exports that it sent. */
async function run(site: CrashSite, verb: string, ...flags: readonly string[]) {
  const { exitCode, output } = await site.run(verb, '--json', ...flags);
  const exports = site.proxy.requests.map(({ text }) => text).filter((text) => text.startsWith('.export'));
  return { exitCode, document: documentOf(output), exports };
}

async function take(site: CrashSite, ...flags: readonly string[]) {
  const { exitCode, document, exports } = await run(site, 'snapshot', ...flags);
  const tables = new Map<string, Record<string, unknown>>(
    (document.data.tables ?? []).map((table: { name: string }) => [table.name, table]),
  );
  return { exitCode, document, exports, tables, id: String(document.outputs['snapshot-id']) };
}

const databases = ['Demo', 'Changed', 'Killed', 'Stopped', 'Left'] as const;
let sites: readonly CrashSite[] = [];
beforeAll(async () => {
  sites = await CrashSite.openMany(databases);
});
afterAll(() => sites[0]?.close());

function siteOf(database: (typeof databases)[number]): CrashSite {
  const site = sites[databases.indexOf(database)];
  if (site === undefined) throw new Error(`There is no database ${database}.`);
  return site;
}

const exported = (name: string) => (text: string) => text.includes(`['${name}'] | where`);
const columns = '(Id:long, Note:string, At:datetime)';
const times = ['2026-01-02T03:04:05.123456Z', '2026-01-02T03:04:06Z'];

async function make(site: CrashSite, name: string): Promise<void> {
  await site.talk.command(`.create table ${name} ${columns}`);
  for (const first of [1, 3]) await ingest(site, name, first);
}

/** Two rows. */
async function ingest(site: CrashSite, name: string, first: number): Promise<void> {
  const rows = [0, 1].map((place) => `${first + place},note ${first + place},${times[place]}`);
  await site.talk.command(`.ingest inline into table ${name} <|\n${rows.join('\n')}`);
}

const idsOf = async (site: CrashSite, name: string) =>
  (await site.talk.query(`${name} | sort by Id asc`)).map(([id]) => id);

describe('a base, new rows, a top-up', () => {
  let site: CrashSite;
  let base: string;
  let topUp: Awaited<ReturnType<typeof take>>;
  beforeAll(async () => {
    site = siteOf('Demo');
    for (const name of ['Grown', 'Still', 'Many', 'Void']) await site.talk.command(`.create table ${name} ${columns}`);
    for (const name of ['Grown', 'Still', 'Many']) for (const first of [1, 3]) await ingest(site, name, first);
    const taken = await take(site, '--tables', '*');
    expect(taken.exitCode).toBe(0);
    base = taken.id;
    await ingest(site, 'Grown', 5);
    for (const first of [5, 7, 9, 11]) await ingest(site, 'Many', first);
    topUp = await take(site, '--top-up', 'latest', '--slice-rows', '2');
  });

  test('exports the new rows and nothing else, and is a snapshot of all rows', async () => {
    expect([topUp.exitCode, topUp.document.verdict]).toEqual([0, 'pass']);
    expect(topUp.exports).toHaveLength(5);
    expect(topUp.exports.filter(exported('Still'))).toEqual([]);
    expect(topUp.exports.every((text) => text.includes('cursor_after('))).toBe(true);
    const shape = [...topUp.tables].map(([name, { fingerprint, files, reused, fileLists }]) => [
      name,
      (fingerprint as { rows: string }).rows,
      files,
      (reused as { rows: string }).rows,
      (fileLists as unknown[]).length,
    ]);
    expect(shape).toEqual([
      ['Grown', '6', 2, '4', 2],
      ['Many', '12', 5, '4', 2],
      ['Still', '4', 1, '4', 1],
      ['Void', '0', 0, '0', 1],
    ]);
    expect(topUp.document.data.base).toBe(base);
    const { document } = await run(site, 'status');
    expect(document.data.snapshots.map((one: { id: string; base?: string }) => [one.id, one.base])).toEqual([
      [topUp.id, base],
      [base, undefined],
    ]);
  });

  test('names every file of both once in the script by which people restore it', async () => {
    for (const [name, text] of await site.blobs(`${topUp.id}/tables`)) {
      if (!name.endsWith('restore.kql')) continue;
      const sources = [...text.matchAll(/h"[^"]*\/data\/([^"?]*)\?/g)].map(([, path]) => path);
      const table = [...topUp.tables.values()].find((one) => name.includes(`-${one.name}/`));
      expect(new Set(sources).size).toBe(table?.files);
      expect(sources).toHaveLength(Number(table?.files));
    }
  });

  test('is verified like any other, to the last value', async () => {
    const { exitCode, document } = await run(site, 'verify', '--level', 'full');
    expect([exitCode, document.data.snapshotId, document.data.files.looked]).toEqual([0, topUp.id, 8]);
  });

  test('nothing came since: nothing is exported, and values are compared when that is asked for', async () => {
    const chosen = ['--tables', 'Still,Void', '--top-up', base];
    const again = await take(site, ...chosen, '--base-check', 'contents');
    expect([again.exitCode, again.exports]).toEqual([0, []]);
    const comparing = site.proxy.requests.filter(({ text }) =>
      text.startsWith("['Still'] | where cursor_before_or_at"),
    );
    expect(comparing.map(({ text }) => text.includes('kr_h='))).toEqual([true]);
  });

  test('cannot be topped up itself; latest passes over it', async () => {
    const refused = await run(site, 'snapshot', '--top-up', topUp.id);
    expect([refused.exitCode, refused.exports]).toEqual([3, []]);
    expect(refused.document.problems).toMatchObject([
      { code: 'refused', summary: expect.stringContaining(`a top-up of ${base} itself`) },
    ]);
    expect((await take(site, '--top-up', 'latest')).document.data.base).toBe(base);
    const unknown = await run(site, 'snapshot', '--top-up', '20200101T000000Z-0000');
    expect([unknown.exitCode, unknown.document.problems[0].code]).toEqual([10, 'not-found']);
  });

  test('says before it starts what would be new', async () => {
    const { document, exports } = await run(site, 'snapshot', '--top-up', 'latest', '--dry-run');
    expect(exports).toEqual([]);
    expect(document.data).toMatchObject({
      base,
      tables: [
        { name: 'Grown', rows: '6', reusedRows: '4', slices: ['2'] },
        { name: 'Many', rows: '12', reusedRows: '4', slices: ['8'] },
        { name: 'Still', rows: '4', reusedRows: '4', slices: [] },
        { name: 'Void', rows: '0', reusedRows: '0', slices: [] },
      ],
    });
  });

  test('brings every row back exactly once after the tables are gone', async () => {
    const before = await site.talk.query('Many | sort by Id asc');
    await site.talk.command('.drop table Still');
    await site.talk.command('.drop table Void');
    // These hold rows that the base does not have, and only the top-up lets them go.
    const folder = await mkdtemp(join(tmpdir(), 'top-up-'));
    await writeFile(join(folder, 'drop.kql'), '.drop table Grown ifexists\n\n.drop table Many ifexists\n');
    expect((await run(site, 'deploy', '--schema', join(folder, 'drop.kql'))).exitCode).toBe(0);
    await rm(folder, { recursive: true });
    const restored = await run(site, 'restore', '--snapshot', topUp.id);
    expect([restored.exitCode, restored.document.verdict]).toEqual([0, 'pass']);
    expect(await idsOf(site, 'Grown')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await idsOf(site, 'Still')).toEqual([1, 2, 3, 4]);
    expect(await site.talk.query('Many | sort by Id asc')).toEqual(before);
    expect((await run(site, 'verify', '--snapshot', topUp.id, '--level', 'full')).exitCode).toBe(0);
  });

  test('never chains over a restore: all of it is exported whole', async () => {
    const { exitCode, tables } = await take(site, '--top-up', base);
    expect(exitCode).toBe(0);
    for (const { notReused } of tables.values()) expect(notReused).toContain('another table');
    expect((await run(site, 'verify', '--level', 'full')).exitCode).toBe(0);
  });

  test('is damaged when a file of its base is, and says which', async () => {
    const [path = ''] = [...(await site.blobs('.parquet')).keys()].filter(
      (name) => name.includes(base) && name.includes('-Grown/'),
    );
    await site.overwrite(path, 'other');
    const { exitCode, document } = await run(site, 'verify', '--snapshot', topUp.id, '--against', 'storage');
    expect(exitCode).toBe(3);
    expect(document.problems).toMatchObject([{ code: 'difference', summary: expect.stringContaining(path) }]);
    expect(document.outputs['failed-tables']).toBe('Grown');
  });
});

type Change = readonly [table: string, why: string, act: (site: CrashSite) => Promise<unknown>];

const untimed = (site: CrashSite, name: string) =>
  site.talk.command(`.delete table ${name} policy ingestiontime`).then(async () => {
    await ingest(site, name, 20);
    await site.talk.command(`.alter table ${name} policy ingestiontime true`);
  });

/** What may have become of a table since the base, and why nothing of it can be used again. */
const changes: readonly Change[] = [
  [
    'Deleted',
    '1 rows that the base holds are gone',
    ({ talk }) => talk.command('.delete table Deleted records <| Deleted | where Id == 2'),
  ],
  ['Cleared', '4 rows that the base holds are gone', ({ talk }) => talk.command('.clear table Cleared data')],
  [
    'Swapped',
    'replaced by as many others',
    ({ talk }) =>
      talk.command(
        '.replace extents in table Swapped <| { .show table Swapped extents }, { .show table Twin extents }',
      ),
  ],
  ['Moved', 'came among those', ({ talk }) => talk.command('.move extents all from table Twin2 to table Moved')],
  [
    'Recreated',
    'another table',
    async (site) => {
      await site.talk.command('.drop table Recreated');
      await make(site, 'Recreated');
    },
  ],
  ['Widened', 'columns were changed', ({ talk }) => talk.command('.alter-merge table Widened (More:int)')],
  [
    'Emptied',
    'values that the base holds were changed',
    async ({ talk }) => {
      await talk.command('.drop column Emptied.At');
      await talk.command('.alter-merge table Emptied (At:datetime)');
    },
  ],
  ['Untimed', 'without ingestion time', (site) => untimed(site, 'Untimed')],
  [
    'Finer',
    'At now has times that are finer',
    ({ talk }) => talk.command('.ingest inline into table Finer <|\n9,nine,2026-01-02T03:04:05.1234567Z'),
  ],
  ['Created', 'the base does not hold it', (site) => make(site, 'Created')],
  [
    'Lost',
    'the base is damaged',
    async (site) => {
      const [path = ''] = [...(await site.blobs('.parquet')).keys()].filter((name) => name.includes('-Lost/'));
      await site.overwrite(path, 'other');
    },
  ],
];

test('whatever became of a table since the base, it is exported whole and the report says why; the others are topped up', async () => {
  const site = siteOf('Changed');
  const names = changes.map(([name]) => name).filter((name) => name !== 'Created');
  for (const name of ['Twin', 'Twin2', ...names, 'Kept', 'Old', 'Dropped']) await make(site, name);
  await untimed(site, 'Old');
  const chosen = ['--tables', '*,!Twin*'];
  const base = await take(site, ...chosen);
  expect(base.exitCode).toBe(0);
  for (const [, , act] of changes) await act(site);
  await site.talk.command('.drop table Dropped');
  await ingest(site, 'Kept', 5);
  await ingest(site, 'Old', 5);
  const topUp = await take(site, ...chosen, '--top-up', base.id);
  expect([topUp.exitCode, topUp.document.verdict]).toEqual([0, 'pass']);
  const told = [...topUp.tables].map(([name, { reused, notReused }]) => [name, reused ?? notReused]);
  const expected = changes.map(([name, why]) => [name, expect.stringContaining(why)]);
  const kept = { rows: '4', files: 1, bytes: expect.any(Number) };
  const old = { rows: '6', files: 2, bytes: expect.any(Number) };
  const all = [...expected, ['Kept', kept], ['Old', old]].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  expect(told).toEqual(all);
  const forPeople = await site.run('snapshot', ...chosen, '--top-up', base.id, '--dry-run');
  for (const [name, why] of changes) expect(forPeople.output).toMatch(new RegExp(`${name}.*${why}`));
  expect((await run(site, 'verify', '--snapshot', topUp.id, '--level', 'full')).exitCode).toBe(0);
});

/** Table and number, by the folder that an export writes to. */
function sliceOf(command: string): string {
  const [, table, slice] = /\/tables\/(\d{4})-[^/]+\/s(\d{6})a\d{3}/.exec(command) ?? [];
  return `${Number(table)}/${Number(slice)}`;
}

/** What two runs of the same top-up have in common. */
function essence(tables: ReadonlyMap<string, Record<string, unknown>>) {
  return [...tables.values()].map(
    ({ name, exactness, fingerprint, populations, files, reused, notReused, fileLists }) => ({
      name,
      exactness,
      fingerprint,
      populations,
      files,
      reused,
      notReused,
      lists: (fileLists as unknown[]).length,
    }),
  );
}

test('a top-up killed anywhere and run again is the same as one that was not', async () => {
  const site = siteOf('Killed');
  const random = seededRandom(7);
  for (const name of ['A', 'B', 'C']) await make(site, name);
  await site.talk.command('.clear table C data');
  await ingest(site, 'C', 1);
  const base = await take(site);
  await ingest(site, 'A', 5);
  await site.talk.command('.delete table B records <| B | where Id == 2');
  const flags = ['--top-up', base.id];
  const undisturbed = await take(site, ...flags);
  const total = site.proxy.requests.length;
  expect(undisturbed.exports).toHaveLength(2);
  const killed = async (at: Trap['at'], cut: Cut): Promise<number> => {
    await site.runKilled({ at, cut }, 'snapshot', ...flags, '--json');
    const records = [...(await site.blobs('/slices/'))];
    const { exitCode, tables, exports, id } = await take(site, ...flags);
    const written = records.filter(([name, text]) => name.includes(`/${id}/`) && JSON.parse(text).state === 'written');
    const finished = written.map(([, text]) => `${JSON.parse(text).table}/${JSON.parse(text).index}`);
    const again = exports.map(sliceOf).filter((slice) => finished.includes(slice));
    random.check(() =>
      expect({ at, cut, exitCode, again, tables: essence(tables) }).toEqual({
        at,
        cut,
        exitCode: 0,
        again: [],
        tables: essence(undisturbed.tables),
      }),
    );
    return finished.length;
  };
  for (let fifth = 0; fifth < 5; fifth += 1) {
    const at = 1 + Math.floor(((fifth + random.below(100) / 100) * total) / 5);
    await killed(at, random.pick<Cut>(['unsent', 'before-answer', 'after-answer']));
  }
  // After all slices were written.
  const isManifest = (text: string): boolean => text.startsWith('PUT ') && text.endsWith('/manifest.json');
  expect(await killed(isManifest, 'unsent')).toBe(2);
  expect((await run(site, 'verify', '--level', 'full')).exitCode).toBe(0);
});

test('a top-up that is killed goes on where it stopped, with the base that it began with', async () => {
  const site = siteOf('Stopped');
  for (const name of ['A', 'B', 'C']) await make(site, name);
  const base = await take(site);
  for (const name of ['A', 'B', 'C']) await ingest(site, name, 5);
  await site.talk.control({ capacity: { dataExport: 1 } });
  let seen = 0;
  const third = (text: string): boolean => {
    if (text.startsWith('.export')) seen += 1;
    return seen === 3;
  };
  const flags = ['--top-up', 'latest', '--json'];
  expect(await site.runKilled({ at: third, cut: 'unsent' }, 'snapshot', ...flags)).toMatchObject({ exitCode: null });
  // The first two are written; a file of the base that C needs is lost meanwhile.
  const [path = ''] = [...(await site.blobs('.parquet')).keys()].filter(
    (name) => name.includes(base.id) && name.includes('-C/'),
  );
  await site.overwrite(path, 'other');
  const { exitCode, tables, exports, document } = await take(site, '--top-up', 'latest');
  expect([exitCode, document.data.base]).toEqual([0, base.id]);
  expect(exports.filter((text) => !exported('C')(text))).toEqual([]);
  expect([...tables].map(([name, { notReused }]) => [name, notReused])).toEqual([
    ['A', undefined],
    ['B', undefined],
    ['C', expect.stringContaining('the base is damaged')],
  ]);
  expect((await run(site, 'verify', '--level', 'full')).exitCode).toBe(0);
});

test('rows of the base that leave while the top-up runs make the table fuzzy, and whole when it is exported again', async () => {
  const site = siteOf('Left');
  for (const name of ['A', 'B']) await make(site, name);
  await take(site);
  for (const name of ['A', 'B']) await ingest(site, name, 5);
  const deletion = () => site.talk.command('.delete table A records <| A | where Id == 1');
  site.proxy.holdBefore((text) => text.startsWith('.export'), deletion);
  const fuzzy = await take(site, '--top-up', 'latest');
  expect([fuzzy.exitCode, fuzzy.document.verdict]).toEqual([5, 'unknown']);
  expect([...fuzzy.tables.values()].map(({ exactness }) => (exactness as { kind: string }).kind)).toEqual([
    'fuzzy',
    'exact',
  ]);
  const [first] = (await run(site, 'status')).document.data.snapshots.toReversed();
  site.proxy.holdBefore(
    (text) => text.startsWith('.export'),
    () => site.talk.command('.delete table B records <| B | where Id == 1'),
  );
  const again = await take(site, '--top-up', first.id, '--retry-fuzzy', '1');
  expect([again.exitCode, again.document.verdict]).toEqual([0, 'pass']);
  expect([...again.tables].map(([name, { notReused }]) => [name, notReused])).toEqual([
    ['A', expect.stringContaining('1 rows that the base holds are gone')],
    ['B', expect.stringContaining('1 rows that the base holds are gone')],
  ]);
});
