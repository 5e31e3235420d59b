import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndedRun } from '../fixtures/start-cli.ts';
import { type CrashSite, idsOf, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Covered', 'Busy', 'Killed']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrivals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ingest = ({ talk }: CrashSite, id: number) => talk.command(`.ingest inline into table T <|\n${id},n${id}`);
const isExport = (text: string) => text.startsWith('.export');
const sentIn = ({ proxy }: CrashSite, command: string): number =>
  proxy.requests.filter(({ text }) => text.startsWith(command)).length;

/** Two rows, and a snapshot of them. */
async function open(site: CrashSite): Promise<CrashSite> {
  await site.talk.command('.create table T (Id:long, Name:string)');
  await ingest(site, 1);
  await ingest(site, 2);
  await site.snapshot();
  return site;
}

/** A harmless command comes first, so that something runs between the look at everything and the loss. */
async function schema(): Promise<string> {
  const path = join(folder, 's.kql');
  await writeFile(path, '.create-merge table Beside (a: int)\n\n.drop column T.Name\n');
  return path;
}

const deploy = async (site: CrashSite, ...flags: readonly string[]): Promise<EndedRun> =>
  site.run('deploy', '--schema', await schema(), '--resume', 'anew', ...flags);

const json = ({ output }: EndedRun) => JSON.parse(output.slice(output.indexOf('{')));

test('a row between approval and statement is covered by a top-up, and comes back with all others', async () => {
  const site = await open(siteOf('Covered'));
  await ingest(site, 3);
  const without = await deploy(site);
  expect([without.exitCode, sentIn(site, '.create-merge')]).toEqual([3, 0]);
  expect(without.output).toMatch(/cover-arrivals[\s\S]*kusto-rebuild snapshot/);

  const shown = await deploy(site, '--cover-arrivals', '--dry-run');
  expect([shown.exitCode, sentIn(site, '.export'), sentIn(site, '.drop column')]).toEqual([0, 0, 0]);
  expect(shown.output).toMatch(/a top-up is taken first of T \(1 rows arrived/);

  site.proxy.holdBefore(
    (text) => text.startsWith('.create-merge'),
    () => ingest(site, 4),
  );
  const done = await deploy(site, '--cover-arrivals', '--json');
  expect(done).toMatchObject({ exitCode: 0 });
  const { outputs, data } = json(done);
  expect(data.topUps).toHaveLength(2);
  expect(outputs['top-ups']).toBe(data.topUps.join(','));
  expect(data).not.toHaveProperty('gaps');
  expect(sentIn(site, '.drop column')).toBe(1);

  const restored = await site.restore('--tables', 'T');
  expect(restored).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('T | sort by Id asc')).toEqual([1, 2, 3, 4].map((id) => [id, `n${id}`]));
});

test('a table in which a row arrives each time stops after three top-ups, and runs where so many rows may be lost', async () => {
  const site = await open(siteOf('Busy'));
  let next = 2;
  site.proxy.holdEach(isExport, () => {
    next += 1;
    return ingest(site, next);
  });
  await ingest(site, 100);
  const stopped = await deploy(site, '--cover-arrivals');
  expect([stopped.exitCode, sentIn(site, '.create-merge'), sentIn(site, '.drop column')]).toEqual([3, 0, 0]);
  expect(stopped.output).toContain('Rows arrived during each of 3 top-ups');
  expect(sentIn(site, '.export')).toBe(3);

  const done = await deploy(site, '--cover-arrivals', '--allow-gap-rows', '1', '--json');
  expect(done).toMatchObject({ exitCode: 0 });
  const { data } = json(done);
  const [newest] = data.topUps.slice(-1);
  expect(data.gaps).toEqual([
    { table: 'T', rows: '1', snapshotId: newest, at: { file: expect.stringMatching(/s\.kql$/), line: 3 } },
  ]);
  expect(data.steps.at(-1).note).toContain('but for 1 rows that no snapshot holds');
  expect(done.output).toContain('allow-gap-rows let through a loss');
  const stored = [...(await site.blobs('/gap-')).values()].map((text) => JSON.parse(text));
  expect(stored).toEqual([expect.objectContaining({ tables: [{ name: 'T', rows: '1', snapshotId: newest }] })]);
});

test('a top-up whose deployment was killed is gone on with by the next one', async () => {
  const site = await open(siteOf('Killed'));
  await ingest(site, 3);
  await site.runKilled(
    { at: isExport, cut: 'before-answer' },
    'deploy',
    '--schema',
    await schema(),
    '--cover-arrivals',
  );
  expect(await idsOf(site)).toEqual([1, 2, 3]);
  const done = await deploy(site, '--cover-arrivals');
  expect(done).toMatchObject({ exitCode: 0, output: expect.stringContaining('which was interrupted') });
  const snapshots = [...(await site.blobs('/Killed/')).keys()].filter((name) => name.endsWith('/manifest.json'));
  expect(snapshots).toHaveLength(2);
});
