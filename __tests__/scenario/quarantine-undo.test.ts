import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndedRun } from '../fixtures/start-cli.ts';
import { type CrashSite, idsOf, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Stopped', 'Restored', 'Aged', 'Queried', 'Late']);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarantine-undo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const day = 86_400_000;
const inQuarantine = ['--coverage', 'quarantine', '--quarantine-days', '3', '--json'] as const;
const dataOf = ({ output }: EndedRun) => JSON.parse(output.slice(output.indexOf('{')));
const keptIn = async (site: CrashSite): Promise<readonly string[]> =>
  [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_q_'));

async function makeTable({ talk }: CrashSite, ...ids: readonly number[]): Promise<void> {
  await talk.command('.create table T (Id:long, Name:string)');
  for (const id of ids) await talk.command(`.ingest inline into table T <|\n${id},n${id}`);
}

/** Deploys commands with quarantine, as often as it is called. */
async function deployOf(site: CrashSite, ...commands: readonly string[]) {
  const path = join(folder, `${site.talk.database}.kql`);
  await writeFile(path, commands.map((text) => `${text}\n`).join('\n'));
  const flags = ['--schema', path, ...inQuarantine] as const;
  const run = async (...more: readonly string[]) => dataOf(await site.run('deploy', ...flags, ...more));
  return { run, flags, id: async (): Promise<string> => (await run()).data.quarantine[0].id };
}

const undo = async (site: CrashSite, id: string, ...more: readonly string[]) =>
  dataOf(await site.run('restore', '--undo-quarantine', id, '--json', ...more));
const summaryOf = ({ problems: [problem] }: { readonly problems: readonly { readonly summary: string }[] }) =>
  problem?.summary;

test('after an undo the deployment that stopped asks about what ran in it, and doubles nothing', async () => {
  const site = siteOf('Stopped');
  await makeTable(site, 1, 2);
  const fill = '.append T <| print Id=long(9), Name="n9"';
  const { run } = await deployOf(site, '.clear table T data', fill, '.append T <| Missing');
  const stopped = await run();
  expect([stopped.exitCode, await idsOf(site)]).toEqual([4, [9]]);
  expect((await undo(site, stopped.data.quarantine[0].id)).exitCode).toBe(0);
  expect(await idsOf(site)).toEqual([1, 2, 9]);
  await site.talk.command('.create table Missing (Id:long, Name:string)');
  const asked = await run();
  expect([asked.exitCode, asked.problems.length, await idsOf(site)]).toEqual([5, 2, [1, 2, 9]]);
  expect(summaryOf(asked)).toContain('the undo of a quarantine');
  expect((await run('--resume', 'did-not-run')).exitCode).toBe(0);
  expect(await idsOf(site)).toEqual([9]);
});

test('rows that a restore brought back into the same table are not doubled by an undo of the quarantine', async () => {
  const site = siteOf('Restored');
  const { talk } = site;
  await talk.command('.create table Source (Id:long)');
  await talk.command('.create table T (Id:long, Name:string)');
  const policy = [
    { IsEnabled: true, Source: 'Source', Query: 'Source | extend Name=tostring(Id)', IsTransactional: true },
  ];
  await talk.command(`.alter table T policy update '${JSON.stringify(policy)}'`);
  await talk.command('.ingest inline into table Source <|\n1\n2\n3');
  await site.snapshot();
  const id = await (await deployOf(site, '.clear table T data')).id();
  const left = dataOf(await site.restore('--tables', 'T', '--newer-rows', 'keep', '--dry-run', '--json'));
  expect([left.exitCode, left.data.tables[0].quarantines]).toEqual([3, [expect.objectContaining({ id, rows: '3' })]]);
  expect(summaryOf(left)).toContain(`quarantine ${id} holds 3 rows that were put aside since the snapshot`);
  expect((await site.restore('--tables', 'T', '--newer-rows', 'discard')).exitCode).toBe(0);
  const refused = await undo(site, id);
  expect([refused.exitCode, await idsOf(site)]).toEqual([3, [1, 2, 3]]);
  expect(summaryOf(refused)).toContain('they would be there twice');
  expect((await site.restore('--undo', '--tables', 'T')).exitCode).toBe(0);
  expect([(await undo(site, id)).exitCode, await idsOf(site)]).toEqual([0, [1, 2, 3]]);
});

test('rows that the retention of their table would take at once are not moved back before it is longer', async () => {
  const site = siteOf('Aged');
  await makeTable(site, 1, 2);
  const retention = (period: string) =>
    site.talk.command(`.alter-merge table T policy retention softdelete = ${period}`);
  await retention('1d');
  const id = await (await deployOf(site, '.clear table T data')).id();
  await site.talk.control({ clock: { offset: 2 * day } });
  const refused = await undo(site, id);
  expect([refused.exitCode, await idsOf(site)]).toEqual([3, []]);
  expect(summaryOf(refused)).toContain('would expire as soon as they are back');
  await retention('30d');
  expect([(await undo(site, id, '--dry-run')).exitCode, await idsOf(site)]).toEqual([0, []]);
  expect([(await undo(site, id)).exitCode, await idsOf(site)]).toEqual([0, [1, 2]]);
});

test('extents that a query with their ids alone names move once, although the deployment was killed after it', async () => {
  const site = siteOf('Queried');
  await makeTable(site, 1, 2, 3);
  const query = '.show table T extents | top 1 by MinCreatedOn asc | project ExtentId // the oldest';
  const { run, flags } = await deployOf(site, `.drop extents <| ${query}`);
  const at = (text: string): boolean => text.startsWith('.move extents to');
  await site.runKilled({ at, cut: 'before-answer' }, 'deploy', ...flags);
  const ended = await run();
  const [kept = '', ...others] = await keptIn(site);
  expect([ended.exitCode, others, await idsOf(site), await idsOf(site, kept)]).toEqual([0, [], [2, 3], [1]]);
});

test('a rename that comes after its deployment was given up is seen by status, and put back', async () => {
  const site = siteOf('Late');
  await makeTable(site, 1, 2);
  const { flags } = await deployOf(site, '.drop table T');
  let command = '';
  const at = (text: string): boolean => {
    if (text.startsWith('.rename tables')) command = text;
    return command !== '';
  };
  await site.runKilled({ at, cut: 'unsent' }, 'deploy', ...flags);
  const [body = ''] = (await site.blobs('/Late/quarantines')).values();
  const { id } = JSON.parse(body);
  expect(summaryOf(await undo(site, id))).toContain('Nothing of T is in quarantine');
  await site.talk.command(command);
  const told = dataOf(await site.run('status', '--json'));
  expect(told.data.quarantines).toEqual([expect.objectContaining({ id, table: 'T', state: 'interrupted' })]);
  expect([(await undo(site, id)).exitCode, await idsOf(site)]).toEqual([0, [1, 2]]);
});
