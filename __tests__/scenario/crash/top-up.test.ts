import type { Cut, Trap } from '../../fixtures/crash-proxy.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { exported, ingest, make, run, take } from '../top-ups.ts';
import { sitesOf } from './crash-site.ts';

const siteOf = sitesOf(['Killed', 'Stopped']);

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
