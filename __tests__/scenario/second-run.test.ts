import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { CliRun } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';
import { buildSmallDatabase } from '../fixtures/small-database.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await buildSmallDatabase(site);
});
afterAll(() => site.close());

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly rows?: string;
  readonly tables?: number;
  readonly level?: string;
}

async function status(): Promise<{ readonly run: CliRun; readonly snapshots: readonly Listed[] }> {
  const run = await site.cli('status');
  return { run, snapshots: run.document.data.snapshots as readonly Listed[] };
}

/** Resolves once the intent of a first snapshot is stored; gives up when none comes. */
async function untilBegun(): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const names = [...(await site.blobVersions()).keys()];
    if (names.some((name) => name.endsWith('/intent.json'))) return;
    await delay(20);
  }
  throw new Error('No snapshot was begun.');
}

test('doctor passes, names what it tried, and leaves neither a table nor a blob', async () => {
  const tables = await site.talk.command('.show tables | project TableName');
  const before = [...(await site.blobVersions()).keys()];
  const run = await site.cli('doctor');
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { verdict: 'pass' }, problems: [] });
  expect(run.document.outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('done'));
  expect(await site.talk.command('.show tables | project TableName')).toEqual(tables);
  expect([...(await site.blobVersions()).keys()]).toEqual(before);
});

test('doctor says in plain words what a signature that may only read lacks, and does not try what needs more', async () => {
  const storage = await readOnlyStorage();
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.cliAt({ storage }, 'doctor'));
  });
  expect(effects).toEqual(noEffects);
  const document = runs[0]?.document;
  expect(document).toMatchObject({ exitCode: 3, verdict: 'fail' });
  expect(document?.problems).toMatchObject([
    {
      code: 'sign-in',
      summary: expect.stringContaining('refused access'),
      next: expect.stringMatching(/Storage Blob Data Contributor.*SAS with racwdl/),
    },
  ]);
  expect(document?.outcomes.map(({ kind, item }) => `${kind}: ${item}`)).toEqual([
    'done: cluster answers',
    'failed: storage can be written, read and cleaned',
    'done: the cluster has slots for exports and ingestions',
    'not-attempted: one row of every type goes out to Parquet and comes back the same',
  ]);
});

test('a signature that may only read is enough for status, and snapshot ends with 12 before it exports', async () => {
  const storage = await readOnlyStorage();
  expect((await site.cliAt({ storage }, 'status')).exitCode).toBe(0);
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.cliAt({ storage }, 'snapshot'));
  });
  expect(effects).toEqual(noEffects);
  expect(runs[0]?.document).toMatchObject({ exitCode: 12, result: 'sign-in', problems: [{ code: 'sign-in' }] });
});

test('status without a snapshot says that nothing protects the database', async () => {
  const { run, snapshots } = await status();
  expect(run.document).toMatchObject({ exitCode: 0, outputs: { snapshots: '0', latest: '' } });
  expect(snapshots).toEqual([]);
  const shown = await site.cliForPerson('status');
  expect(shown.stdout).toContain('Nothing protects Demo: there is no complete snapshot.');
  expect(shown.stdout).toContain('kusto-rebuild snapshot');
});

test('a snapshot that is interrupted ends with 130 and counts as incomplete, never as a snapshot', async () => {
  await site.talk.control({ latencyMs: 300 });
  const run = await site.cliInterrupted(untilBegun, 'snapshot');
  await site.talk.control({ latencyMs: 0 });
  expect(run.document).toMatchObject({
    exitCode: 130,
    result: 'cancelled',
    problems: [{ code: 'cancelled', next: expect.stringContaining('goes on where it stopped') }],
    outputs: {},
  });
  const { run: listed, snapshots } = await status();
  expect(snapshots).toMatchObject([{ state: 'incomplete' }]);
  expect(listed.document.outputs).toMatchObject({ snapshots: '0', latest: '' });
  expect(listed.document.outputs['unprotected-tables']).toContain('AllTypes');
  const [begun] = snapshots;
  const verified = await site.cli('verify', '--snapshot', begun?.id ?? '');
  expect(verified.document).toMatchObject({ exitCode: 10, problems: [{ code: 'not-found' }] });
});

test('status lists complete snapshots, newest first, with rows, tables and the deepest level that passed', async () => {
  const [begun] = (await status()).snapshots;
  const first = await site.cli('snapshot');
  expect(first.document.outputs['snapshot-id']).toBe(begun?.id);
  const second = await site.cli('snapshot', '--tables', 'Plain,Wide');
  expect(
    (await site.cli('verify', '--snapshot', first.document.outputs['snapshot-id'] ?? '', '--level', 'full')).exitCode,
  ).toBe(0);
  const { run, snapshots } = await status();
  const latest = second.document.outputs['snapshot-id'];
  expect(run.document.outputs).toEqual({ snapshots: '2', latest, 'unprotected-tables': '' });
  expect(snapshots.map(({ id, state, rows, tables, level }) => ({ id, state, rows, tables, level }))).toEqual([
    {
      id: second.document.outputs['snapshot-id'],
      state: 'complete',
      rows: '42',
      tables: ['Plain', 'Wide'],
      level: 'files',
    },
    {
      id: first.document.outputs['snapshot-id'],
      state: 'complete',
      rows: '55',
      tables: expect.arrayContaining(['AllTypes', 'Codes', 'Empty']),
      level: 'full',
    },
  ]);
});

test('a signature that may only read is enough for a check against storage, which says that no record is left', async () => {
  const storage = await readOnlyStorage();
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.cliAt({ storage }, 'verify', '--against', 'storage', '--level', 'full'));
    runs.push(await site.cliAt({ storage }, 'verify', '--against', 'storage', '--rotation', '2'));
  });
  expect(effects).toEqual(noEffects);
  const [all, part] = runs.map(({ document }) => document);
  expect(all).toMatchObject({ exitCode: 0, verdict: 'pass', data: { record: 'not-stored' } });
  // A turn that is not on record would come again and again. A part follows from the names of files, so it may be empty too.
  expect(part).toMatchObject({ exitCode: 5, verdict: 'unknown' });
  expect(part?.problems.map(({ summary }) => summary)).toContainEqual(
    expect.stringContaining('next run looks at the same part'),
  );
});

test('a restore that finds no damage in the newest snapshot names the tables that only an older one holds', async () => {
  const { document } = await site.cli('restore');
  expect(document).toMatchObject({ exitCode: 5, verdict: 'unknown', outputs: { 'restored-tables': '' } });
  expect(document.problems.map(({ summary }) => summary).join('\n')).toContain('AllTypes is not in snapshot');
});

test('a restore when nothing is damaged changes nothing', async () => {
  expect((await site.cli('snapshot')).exitCode).toBe(0);
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.cli('restore'), await site.cli('restore'));
  });
  expect(effects).toEqual(noEffects);
  for (const { document } of runs)
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': '' } });
});

test('tables that would be recovered otherwise are left out, and everything says so', async () => {
  const refused: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    refused.push(await site.cli('snapshot', '--recover-from', 'Codes=referense-data'));
    refused.push(await site.cli('snapshot', '--recover-from', 'Code=none'));
  });
  expect(effects).toEqual(noEffects);
  expect(refused.map(({ exitCode }) => exitCode)).toEqual([2, 10]);
  expect(refused[0]?.document.problems[0]?.detail).toContain('Did you mean reference-data?');

  const said = ['--recover-from', 'Codes=reference-data', '--recover-from', 'Wide=none'];
  const leftOut = [
    { name: 'Codes', recoverFrom: 'reference-data' },
    { name: 'Wide', recoverFrom: 'none' },
  ];
  const dry = await site.cli('snapshot', ...said, '--dry-run');
  expect(dry.document.data).toMatchObject({ leftOut });
  const taken = await site.cli('snapshot', ...said);
  expect(taken.document).toMatchObject({ exitCode: 0, verdict: 'pass', data: { leftOut } });
  const id = taken.document.outputs['snapshot-id'] ?? '';
  expect((taken.document.data.tables as { name: string }[]).map(({ name }) => name)).not.toContain('Codes');
  const stored = [...(await site.blobVersions()).keys()].filter((name) => name.includes(id));
  const textOf = async (ending: string): Promise<string> =>
    (await site.readBlob(stored.find((name) => name.endsWith(ending)) ?? '')).toString();
  expect(JSON.parse(await textOf('/intent.json')).leftOut).toEqual(leftOut);
  expect(JSON.parse(await textOf('/manifest.json')).leftOut).toEqual(leftOut);
  expect(await textOf('/RESTORE.md')).toContain('Codes (reference-data), Wide (none)');

  const { run } = await status();
  expect(run.document.outputs['unprotected-tables']).toBe('');
  expect(run.document.data.tables).toEqual(
    expect.arrayContaining([
      { name: 'Codes', recoverFrom: 'reference-data' },
      { name: 'Wide', recoverFrom: 'none' },
      { name: 'Plain', recoverFrom: 'snapshot', snapshot: id },
    ]),
  );
  // Older snapshots hold them, but nobody wants them from there.
  expect((await site.cli('restore')).document).toMatchObject({ exitCode: 0, verdict: 'pass' });
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});

/** The container as somebody sees it who may only read. */
async function readOnlyStorage(): Promise<string> {
  const { name, key } = JSON.parse(await readFile(join(site.cluster.directory, 'account.json'), 'utf8'));
  const signature = generateBlobSASQueryParameters(
    {
      containerName: 'snapshots',
      permissions: ContainerSASPermissions.parse('rl'),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(name, key),
  );
  return `${site.cluster.storage.split('?')[0]}?${signature}`;
}
