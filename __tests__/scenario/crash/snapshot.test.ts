import type { SeenRequest } from '../../fixtures/crash-proxy.ts';
import { CrashSite } from './crash-site.ts';

/** `CRASH_AT=17` runs that one alone. */
const only = process.env.CRASH_AT === undefined ? undefined : Number(process.env.CRASH_AT);

/** One of the tables has two slices by hash, since its rows share one ingestion time. */
const flags = ['--tables', 'Typed,Whole', '--slice-rows', '1', '--json'];

test('snapshot, killed at each of its requests and run again, exports no finished slice again and ends as if undisturbed', async () => {
  const site = await CrashSite.open();
  try {
    await site.emptyStorage();
    expect(await site.run('snapshot', ...flags)).toMatchObject({ exitCode: 0 });
    const { total, polls } = site.sent();
    const undisturbed = withoutChance(await newestManifest(site));
    expect(undisturbed).toContain('"kind":"exact"');

    let [killed, traceless] = [0, 0];
    for (let at = only ?? 1; ; at += 1) {
      await site.emptyStorage();
      const cut = at % 2 === 0 ? 'before-answer' : 'after-answer';
      const { exitCode } = await site.runKilled({ at, cut }, 'snapshot', ...flags);
      if (exitCode !== null) break;
      killed += 1;
      // The next run that is killed is the one that runs again.
      if (only === undefined && (await site.blobVersions()).size === 0) {
        traceless += 1;
        continue;
      }
      const finished = await finishedSlices(site);
      const ended = await site.run('snapshot', ...flags);
      expect({ at, cut, ended }).toMatchObject({ ended: { exitCode: 0 } });
      const again = exportedSlices(site.proxy.requests).filter((slice) => finished.includes(slice));
      expect({ at, cut, again }).toEqual({ at, cut, again: [] });
      expect({ at, manifest: withoutChance(await newestManifest(site)) }).toEqual({ at, manifest: undisturbed });
      expect({ at, strangers: await unlistedFiles(site) }).toEqual({ at, strangers: [] });
      if (only !== undefined) return;
    }
    expect(killed).toBeGreaterThanOrEqual(total - polls);
    expect(traceless).toBeLessThan(total / 2);
    process.stdout.write(`snapshot was killed at each of its ${killed} requests, of which ${traceless} left nothing\n`);
  } finally {
    await site.close();
  }
});

async function newestOf(site: CrashSite, word: string, end: string): Promise<readonly [name: string, text: string]> {
  const [newest] = [...(await site.blobs(word))]
    .filter(([name]) => name.endsWith(end))
    .toSorted()
    .reverse();
  if (newest === undefined) throw new Error(`no ${end}`);
  return newest;
}

async function newestManifest(site: CrashSite): Promise<string> {
  const [, manifest] = await newestOf(site, '/2', '/manifest.json');
  const [, intent] = await newestOf(site, '/snapshots/', '/intent.json');
  expect(JSON.parse(manifest).snapshotId).toBe(JSON.parse(intent).snapshotId);
  return manifest;
}

/** The manifest without ids, times and what follows from them: paths, and digests of lists of paths. */
function withoutChance(manifest: string): string {
  const { snapshotId, ...rest } = JSON.parse(manifest);
  for (const name of ['startedAt', 'finishedAt', 'cursor', 'clusterTime', 'measured']) delete rest[name];
  for (const table of rest.tables) delete table.taken;
  const withIds = [
    rest.handPage,
    ...rest.tables.flatMap((table: { fileLists: object[]; handScript: object }) => [
      ...table.fileLists,
      table.handScript,
    ]),
  ];
  for (const digest of withIds) digest.sha256 = '';
  // Where the manifest itself was written before the kill, the second run is another snapshot, which has one before it.
  rest.findings = rest.findings.filter(({ name }: { name: string }) => name !== 'purges-not-asked');
  return JSON.stringify(rest).replaceAll(snapshotId, 'ID');
}

/** Slices of the newest snapshot that are on record as written, as `table/slice`, none when it is complete. */
async function finishedSlices(site: CrashSite): Promise<readonly string[]> {
  const records = [...(await site.blobs('/slices/'))];
  const newest = records
    .map(([name]) => name.split('/').at(-2) ?? '')
    .toSorted()
    .at(-1);
  const manifests = await site.blobs('/manifest.json');
  if ([...manifests.keys()].some((name) => name.includes(`/${newest}/`))) return [];
  return records
    .filter(([name, text]) => name.includes(`/${newest}/`) && JSON.parse(text).state === 'written')
    .map(([, text]) => `${JSON.parse(text).table}/${JSON.parse(text).index}`);
}

function exportedSlices(requests: readonly SeenRequest[]): readonly string[] {
  return requests.flatMap(({ text }) => {
    const [, table, slice] = /^\.export .*\/tables\/(\d{4})-[^/]+\/s(\d{6})a\d{3}/.exec(text) ?? [];
    return table === undefined ? [] : [`${Number(table)}/${Number(slice)}`];
  });
}

/** Parquet files of the newest snapshot that no list of it names. */
async function unlistedFiles(site: CrashSite): Promise<readonly string[]> {
  const { snapshotId } = JSON.parse(await newestManifest(site));
  const blobs = await site.blobs(`/${snapshotId}/`);
  const listed = new Set(
    [...blobs]
      .filter(([name]) => name.endsWith('files.jsonl'))
      .flatMap(([, text]) =>
        text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line).path),
      ),
  );
  return [...blobs.keys()].filter((name) => name.endsWith('.parquet') && !listed.has(name));
}
