import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CrashSite, sitesOf } from './crash/crash-site.ts';
import { columns, exported, ingest, run, take } from './top-ups.ts';

const siteOf = sitesOf(['Demo']);

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
