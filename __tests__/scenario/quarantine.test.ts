import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndedRun } from '../fixtures/start-cli.ts';
import { type CrashSite, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf([
  'Dropped',
  'Cleared',
  'Planned',
  'KilledDrop',
  'KilledClear',
  'Refused',
  'Extents',
  'Streamed',
]);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarantine-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ingest = ({ talk }: CrashSite, id: number) => talk.command(`.ingest inline into table T <|\n${id},n${id}`);
const rowsOf = ({ talk }: CrashSite, table = 'T') => talk.query(`${table} | sort by Id asc`);
const whole = (...ids: readonly number[]) => ids.map((id) => [id, `n${id}`]);
const keptIn = async (site: CrashSite): Promise<readonly string[]> =>
  [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_q_'));
const sentIn = ({ proxy }: CrashSite, command: string): readonly string[] =>
  proxy.requests.map(({ text }) => text).filter((text) => text.startsWith(command));
const dataOf = ({ output }: EndedRun) => JSON.parse(output.slice(output.indexOf('{')));

async function makeTable(site: CrashSite, ...ids: readonly number[]): Promise<void> {
  await site.talk.command('.create table T (Id:long, Name:string)');
  for (const id of ids) await ingest(site, id);
}

async function schema(name: string, text: string): Promise<string> {
  const path = join(folder, `${name}.kql`);
  await writeFile(path, text);
  return path;
}

const inQuarantine = ['--coverage', 'quarantine', '--quarantine-days', '3', '--json'] as const;

async function onlyQuarantine(run: EndedRun): Promise<string> {
  const { data, exitCode, problems } = dataOf(run);
  expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
  return data.quarantine[0].id;
}

test('a table to drop is renamed away, seen by status, put back at once, and deletes itself at its time', async () => {
  const site = siteOf('Dropped');
  await makeTable(site, 1, 2);
  const before = await site.ids();
  const path = await schema('drop', '.drop table T\n');
  expect((await site.run('deploy', '--schema', path)).exitCode).toBe(3);

  const id = await onlyQuarantine(await site.run('deploy', '--schema', path, ...inQuarantine));
  expect(sentIn(site, '.drop')).toEqual([]);
  const [kept = ''] = await keptIn(site);
  expect((await site.ids()).get(kept)).toBe(before.get('T'));
  expect([await site.ids().then((ids) => ids.has('T')), await site.expires(kept)]).toEqual([false, true]);
  const told = dataOf(await site.run('status', '--json'));
  expect(told.data.quarantines).toEqual([expect.objectContaining({ id, table: 'T', kept, rows: '2', state: 'kept' })]);

  const undo = () => site.run('restore', '--undo-quarantine', id, '--json');
  expect((await site.run('restore', '--undo-quarantine', id, '--dry-run')).exitCode).toBe(0);
  expect(await keptIn(site)).toEqual([kept]);
  expect((await undo()).exitCode).toBe(0);
  expect([(await site.ids()).get('T'), await site.expires('T')]).toEqual([before.get('T'), false]);
  expect(await rowsOf(site)).toEqual(whole(1, 2));
  expect(dataOf(await undo())).toMatchObject({ exitCode: 0, outcomes: [{ note: 'was put back before' }] });

  const again = await onlyQuarantine(await site.run('deploy', '--schema', path, ...inQuarantine));
  await site.talk.control({ clock: { offset: 4 * 86_400_000 }, run: 'auto-delete' });
  expect(await keptIn(site)).toEqual([]);
  expect(dataOf(await site.run('status', '--json')).data.quarantines).toEqual([]);
  expect(dataOf(await site.run('restore', '--undo-quarantine', again, '--json'))).toMatchObject({
    exitCode: 10,
    problems: [{ code: 'not-found' }],
  });
});

test('a table is cleared under live ingestion by moving its rows aside, which come back beside those that stayed', async () => {
  const site = siteOf('Cleared');
  await makeTable(site, 1, 2);
  await site.talk.command(".add database Cleared unrestrictedviewers ('aadapp=local;local')");
  await site.talk.command('.alter table T policy restricted_view_access true');
  const path = await schema('clear', '.clear table T data\n');
  const beforeMove = (text: string): boolean => text.startsWith('.move extents');
  site.proxy.holdBefore(beforeMove, async () => {
    await ingest(site, 3);
    site.proxy.holdBefore(
      (text) => !beforeMove(text),
      () => ingest(site, 4),
    );
  });
  const run = await site.run('deploy', '--schema', path, ...inQuarantine);
  const id = await onlyQuarantine(run);
  expect(dataOf(run).outcomes[0].note).toContain('1 rows that came meanwhile stay');
  expect(sentIn(site, '.clear')).toEqual([]);
  const [kept = ''] = await keptIn(site);
  const all = async () => [...(await rowsOf(site)), ...(await rowsOf(site, kept))].length;
  expect([await all(), await rowsOf(site)]).toEqual([4, whole(4)]);
  expect(await site.talk.command(`.show table ${kept} policy restricted_view_access | project Policy`)).toEqual([
    ['{"IsEnabled":true}'],
  ]);

  expect((await site.run('restore', '--undo-quarantine', id)).exitCode).toBe(0);
  expect(await rowsOf(site)).toEqual(whole(1, 2, 3, 4));
  expect(await rowsOf(site, kept)).toEqual([]);
});

test('extents to drop are moved aside by the query that names them, the others stay, and they come back', async () => {
  const site = siteOf('Extents');
  await makeTable(site, 1);
  await site.talk.command(`.ingest inline into table T with (tags='["drop-by:x"]') <|\n2,n2`);
  const path = await schema('extents', ".drop extents <| .show table T extents where tags has 'drop-by:x'\n");
  const id = await onlyQuarantine(await site.run('deploy', '--schema', path, ...inQuarantine));
  const [kept = ''] = await keptIn(site);
  expect([sentIn(site, '.drop'), await rowsOf(site), await rowsOf(site, kept)]).toEqual([[], whole(1), whole(2)]);
  expect((await site.run('restore', '--undo-quarantine', id)).exitCode).toBe(0);
  expect([await rowsOf(site), await rowsOf(site, kept)]).toEqual([whole(1, 2), []]);
});

test('rows that were streamed before a clear are not left behind in the row store', async () => {
  const site = siteOf('Streamed');
  const { talk } = site;
  await makeTable(site, 1);
  await talk.command(`.alter table T policy streamingingestion '{"IsEnabled":true}'`);
  await talk.control({ sealAfterMs: 3_600_000 });
  const address = `${talk.cluster.cluster}/v1/rest/ingest/Streamed/T?streamFormat=Csv`;
  expect((await fetch(address, { method: 'POST', body: '2,n2\n' })).status).toBe(200);
  const path = await schema('streamed', '.clear table T data\n');
  let [isMade, reads] = [false, 0];
  const atCursor = (text: string): boolean => {
    isMade ||= text.startsWith('.create table');
    return isMade && text.includes('cursor_current()');
  };
  site.proxy.holdEach(atCursor, async () => {
    reads += 1;
    if (reads === 2) await talk.control({ run: 'seal' });
  });
  await onlyQuarantine(await site.run('deploy', '--schema', path, ...inQuarantine));
  site.proxy.holdEach(
    () => false,
    () => Promise.resolve(),
  );
  await talk.control({ sealAfterMs: 60_000, run: 'seal' });
  const [kept = ''] = await keptIn(site);
  expect([await rowsOf(site), await rowsOf(site, kept)]).toEqual([[], whole(1, 2)]);
});

test('an approved plan carries the choice, and one that was made for a snapshot drops nothing without it', async () => {
  const site = siteOf('Planned');
  await makeTable(site, 1);
  const path = await schema('planned', '.create-merge table Other (a: int)\n');
  const file = join(folder, 'plan.json');
  const made = (...flags: readonly string[]) =>
    site.run('plan', '--schema', path, '--deletions', 'table:T', '--plan-file', file, '--json', ...flags);
  const [snapshot, quarantine] = [await made(), await made('--coverage', 'quarantine')].map(dataOf);
  expect([snapshot.outputs['endangered-tables'], quarantine.outputs['endangered-tables']]).toEqual(['T', '']);
  expect(snapshot.outputs['plan-hash']).not.toBe(quarantine.outputs['plan-hash']);
  expect(quarantine.data.stakes).toEqual([expect.objectContaining({ table: 'T', rows: '1', coverage: 'quarantine' })]);
  expect((await site.run('deploy', '--plan', file)).exitCode).toBe(0);
  expect((await keptIn(site)).length).toBe(1);
});

const cuts = ['unsent', 'before-answer', 'after-answer'] as const;

test.each(cuts)('a deployment that is killed at its rename, %s, goes on and drops once', async (cut) => {
  const site = siteOf('KilledDrop');
  await makeTable(site, 1, 2);
  const path = await schema(
    `killed-drop-${cut}`,
    `.drop table T\n\n.create-merge table After${cuts.indexOf(cut)} (a: int)\n`,
  );
  const known = await keptIn(site);
  await site.runKilled(
    { at: (text) => text.startsWith('.rename tables'), cut },
    'deploy',
    '--schema',
    path,
    ...inQuarantine,
  );
  const ended = await site.run('deploy', '--schema', path, ...inQuarantine);
  expect(ended.exitCode).toBe(0);
  const [kept = '', ...others] = (await keptIn(site)).filter((name) => !known.includes(name));
  expect([others, await rowsOf(site, kept), await site.expires(kept)]).toEqual([[], whole(1, 2), true]);
  expect((await site.ids()).has('T')).toBe(false);
});

test.each(cuts)('a deployment that is killed at its move, %s, goes on, and every row is there once', async (cut) => {
  const site = siteOf('KilledClear');
  if (!(await site.ids()).has('T')) await makeTable(site);
  for (const id of [1, 2]) await ingest(site, id);
  const path = await schema(`killed-clear-${cut}`, '.clear table T data\n');
  const known = await keptIn(site);
  const killed = { at: (text: string) => text.startsWith('.move extents all'), cut };
  await site.runKilled(killed, 'deploy', '--schema', path, ...inQuarantine);
  expect((await site.run('deploy', '--schema', path, ...inQuarantine)).exitCode).toBe(0);
  const [kept = '', ...others] = (await keptIn(site)).filter((name) => !known.includes(name));
  expect([others, await rowsOf(site, kept), await rowsOf(site)]).toEqual([[], whole(1, 2), []]);
});

test('what cannot be put aside asks for a snapshot, and a name that is taken is not overwritten', async () => {
  const site = siteOf('Refused');
  await makeTable(site, 1);
  await site.talk.command('.create materialized-view V on table T { T | summarize count() by Id }');
  const path = await schema('refused', '.drop table T\n');
  const refused = dataOf(await site.run('deploy', '--schema', path, ...inQuarantine));
  expect(refused).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  const plan = dataOf(await site.run('plan', '--schema', path, ...inQuarantine));
  expect(plan.data.quarantine).toEqual([
    expect.objectContaining({ why: ['T: the materialized view V is made from it'] }),
  ]);
  await site.talk.command('.drop materialized-view V');
  const id = await onlyQuarantine(await site.run('deploy', '--schema', path, ...inQuarantine));
  await site.talk.command('.create table T (Id:long)');
  expect(dataOf(await site.run('restore', '--undo-quarantine', id, '--json'))).toMatchObject({
    problems: [{ code: 'refused' }],
  });
  const [kept = ''] = await keptIn(site);
  expect(await rowsOf(site, kept)).toEqual(whole(1));
});
