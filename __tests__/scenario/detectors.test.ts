import { createServer, type Server } from 'node:http';
import { snapshotId } from '../../src/domain/names.ts';
import { type Finding, type FindingName, findingKinds } from '../../src/domain/snapshot/finding.ts';
import { databasePaths } from '../../src/domain/snapshot/paths.ts';
import { planSnapshot } from '../../src/procedures/plan-snapshot.ts';
import { Talk } from '../contract/local-cluster/talk.ts';
import { simulatedClock } from '../fixtures/memory/simulated-clock.ts';
import { openGateways } from '../fixtures/opened-gateways.ts';
import { noEffects, Site } from '../fixtures/site.ts';
import { CrashSite } from './crash/crash-site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open('memory', ['Demo', 'Streams']);
});
afterAll(() => site.close());

/** What is made beside a plain table before its first snapshot, and what befalls the table after it. */
interface TableCase {
  readonly name: FindingName;
  readonly table: string;
  readonly setUp?: readonly string[];
  readonly befalls: readonly string[];
}

const plain = (table: string): readonly string[] => [
  `.create table ${table} (n: long, t: string)`,
  `.ingest inline into table ${table} <|\n1,one\n2,two`,
];
const soon = new Date(Date.now() - 9.5 * 86_400_000).toISOString();

/** Each fires on its own table and on no other. */
const ofTables: readonly TableCase[] = [
  {
    name: 'null-ingestion-time',
    table: 'Untimed',
    befalls: [
      '.alter table Untimed policy ingestiontime false',
      '.ingest inline into table Untimed <|\n3,three',
      '.alter table Untimed policy ingestiontime true',
    ],
  },
  {
    name: 'no-ingestion-time-policy',
    table: 'Off',
    befalls: ['.alter table Off policy ingestiontime false'],
  },
  {
    name: 'restricted-view-access',
    table: 'Restricted',
    befalls: ['.alter table Restricted policy restricted_view_access true'],
  },
  {
    name: 'beyond-encoding-limit',
    table: 'Long',
    befalls: ['.append Long <| print n=3, t=strrep("x", 1200000)'],
  },
  {
    name: 'soft-deleted-rows',
    table: 'Deleted',
    setUp: ['.delete table Deleted records <| Deleted | where n == 1'],
    befalls: [],
  },
  {
    name: 'retention-soon',
    table: 'Expiring',
    befalls: [
      '.alter-merge table Expiring policy retention softdelete = 10d',
      `.append Expiring with (creationTime='${soon}') <| print n=3, t="old"`,
    ],
  },
  {
    name: 'purge-or-delete-since-base',
    table: 'Cleared',
    befalls: ['.clear table Cleared data', '.ingest inline into table Cleared <|\n1,one'],
  },
  {
    name: 'moved-since-base',
    table: 'MovedInto',
    setUp: ['.create table Aside (n: long, t: string)', '.ingest inline into table Aside <|\n7,seven'],
    befalls: ['.move extents all from table Aside to table MovedInto', '.drop table Aside'],
  },
  {
    name: 'forced-scope',
    table: 'Cold',
    befalls: [
      '.alter table Cold policy caching hot = 1d',
      `.append Cold with (creationTime='${soon}') <| print n=3, t="cold"`,
    ],
  },
];

/** Each forbids the snapshot of its own table. */
const refused: readonly TableCase[] = [
  {
    name: 'row-level-security',
    table: 'Secure',
    befalls: ['.alter table Secure policy row_level_security enable "Secure | where n == 1"'],
  },
  {
    name: 'restricted-view-denied',
    table: 'Denied',
    befalls: ['.alter table Denied policy restricted_view_access true'],
  },
  { name: 'reserved-columns', table: 'Reserved', befalls: ['.alter-merge table Reserved (kr_h: long)'] },
];

/** Of the whole database, or told by other tests of this file. */
const ofDatabase = [
  'follower-database',
  'event-grid',
  'event-grid-not-asked',
  'logs-unreadable',
  'purges-not-asked',
  'scope-not-proven',
  'not-looked-at',
  'rows-not-proven',
  'schema-changed',
  'unproven-form',
  'row-store-rows',
  'views-not-held',
] as const satisfies readonly FindingName[];

const account = '11111111-2222-4333-8444-555555555555';
const everything = [".add database Demo unrestrictedviewers ('aadapp=local;local')"];
const cases = [...ofTables, ...refused];

async function findings(...flags: readonly string[]): Promise<readonly Finding[]> {
  const { document } = await site.cli('snapshot', '--dry-run', ...flags);
  expect([document.exitCode, document.problems]).toEqual([0, []]);
  return document.data.findings as readonly Finding[];
}

const told = (all: readonly Finding[]): readonly string[] =>
  all.map(({ name, table }) => `${name} ${table ?? ''}`.trim()).sort();

test('every finding has a case', () => {
  const covered = [...cases.map(({ name }) => name), ...ofDatabase];
  expect([...new Set(covered)].sort()).toEqual(Object.keys(findingKinds).sort());
});

/** Stands in for the Resource Manager: the subscriptions of the account, and none of system topics. */
async function resourceManager(
  status: number,
  subscriptions: readonly object[],
): Promise<{ server: Server; id: string }> {
  const server = createServer((request, response) => {
    const isList = request.url?.includes('/eventSubscriptions?') === true;
    response.writeHead(status).end(JSON.stringify({ value: isList ? subscriptions : [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const [, name = ''] = new URL(site.cluster.storage).pathname.split('/');
  const id = `/subscriptions/${account}/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/${name}`;
  return { server, id: `http://127.0.0.1:${port}${id}` };
}

describe('on one database', () => {
  beforeAll(async () => {
    for (const { table, setUp = [] } of cases)
      for (const command of [...plain(table), ...setUp]) await site.talk.command(command);
    for (const command of [...plain('Plain'), ...everything]) await site.talk.command(command);
    const { document } = await site.cli('snapshot');
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
    // Rows that were deleted before the first snapshot are in no log that it reads.
    expect(told(document.data.findings as readonly Finding[])).toEqual([
      'event-grid-not-asked',
      'soft-deleted-rows Deleted',
    ]);
    for (const { befalls } of ofTables) for (const command of befalls) await site.talk.command(command);
  });

  test('each detector fires once, on its own table and on nothing else', async () => {
    await site.talk.control({ forcedScope: { dataScope: 'HotCache' } });
    const expected = ofTables.map(({ name, table }) => `${name} ${table}`);
    const found = await findings('--tables', '*');
    await site.talk.control({ forcedScope: null });
    const scope = 'forced-scope';
    expect(told(found)).toEqual([...expected, 'event-grid-not-asked', 'purges-not-asked', scope].sort());
    for (const { name, severity, next, summary } of found) {
      expect(severity).toBe(findingKinds[name as FindingName].severity);
      expect([summary.endsWith('.'), next !== '', next.includes('{table}')]).toEqual([true, true, false]);
    }
  });

  test('with strict the same is refused before anything is written, all of it at once', async () => {
    const tables = ofTables.filter(({ name }) => name !== 'forced-scope');
    let problems: readonly { readonly code: string; readonly summary: string }[] = [];
    const effects = await site.effectsOf(async () => {
      const { document } = await site.cli(
        'snapshot',
        '--strict',
        '--tables',
        'Plain',
        '--tables',
        tables.map(({ table }) => table).join(','),
      );
      expect([document.exitCode, document.verdict]).toEqual([3, null]);
      problems = document.problems;
    });
    expect(effects).toEqual(noEffects);
    expect(problems.map(({ code }) => code)).toEqual(tables.map(() => 'refused'));
    for (const { table } of tables) expect(problems.filter(({ summary }) => summary.includes(table))).toHaveLength(1);
    const { document } = await site.cli('snapshot', '--strict', '--tables', 'Plain');
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
  });

  test('what forbids a snapshot forbids it for its own table, before anything is written', async () => {
    await site.talk.command(".drop database Demo unrestrictedviewers ('aadapp=local;local')");
    for (const { befalls } of refused) for (const command of befalls) await site.talk.command(command);
    const tables = ['Plain', ...refused.map(({ table }) => table)].join(',');
    const effects = await site.effectsOf(async () => {
      const { document } = await site.cli('snapshot', '--tables', tables);
      expect(document.exitCode).toBe(3);
      expect(document.problems.map(({ code }) => code)).toEqual(refused.map(() => 'refused'));
      for (const { name, table } of refused) {
        const { next } = findingKinds[name];
        const own = document.problems.filter((problem) => problem.next === next.replaceAll('{table}', table));
        expect(own.map(({ summary }) => summary.startsWith(`${table} has `))).toEqual([true]);
      }
    });
    expect(effects).toEqual(noEffects);
  });

  test('a follower, a forced consistency and a subscription are told of the whole database', async () => {
    const properties = {
      destination: { endpointType: 'EventHub' },
      filter: { subjectBeginsWith: '/blobServices/default/containers/snapshots/', includedEventTypes: null },
    };
    const other = { ...properties, filter: { subjectBeginsWith: '/blobServices/default/containers/landing/' } };
    const { server, id } = await resourceManager(200, [
      { name: 'feeds', properties },
      { name: 'elsewhere', properties: other },
    ]);
    await site.talk.control({ accessMode: 'ReadOnlyFollowing', forcedScope: { consistency: 'Weak' } });
    const found = await findings('--tables', 'Plain', '--storage-account-id', id);
    await site.talk.control({ accessMode: 'ReadWrite', forcedScope: null });
    server.close();
    expect(told(found)).toEqual(['event-grid', 'follower-database', 'forced-scope', 'purges-not-asked']);
    expect(found.find(({ name }) => name === 'event-grid')?.summary).toContain('feeds');
    expect(found.find(({ name }) => name === 'forced-scope')?.summary).toContain('weak consistency');
  });

  test('what may not be read is told, not passed over', async () => {
    const { server, id } = await resourceManager(403, []);
    await site.talk.command(".add database Demo users ('aadapp=local;local')");
    await site.talk.control({ requireRoles: true });
    const found = await findings('--tables', 'Plain', '--storage-account-id', id);
    await site.talk.control({ requireRoles: false });
    server.close();
    expect(told(found)).toEqual(['logs-unreadable', 'not-looked-at', 'purges-not-asked', 'scope-not-proven']);
    const { document } = await site.cli(
      'snapshot',
      '--dry-run',
      '--tables',
      'Plain',
      '--storage-account-id',
      'nonsense',
    );
    expect(document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
  });

  test('a dry run tells what the snapshot would take, and what is not known', async () => {
    const effects = await site.effectsOf(async () => {
      const { document } = await site.cli('snapshot', '--dry-run', '--tables', 'Cold,Plain');
      expect(document.data).toMatchObject({
        tables: [
          { name: 'Cold', rows: '3', slices: ['3'], files: 1 },
          { name: 'Plain', rows: '2', slices: ['2'], files: 1 },
        ],
        estimate: { rows: '5', slices: 2, files: 2, time: { from: 'an assumed speed' } },
      });
      const { hotBytes, coldBytes, cost } = document.data.estimate as Readonly<Record<string, number>>;
      expect([hotBytes, coldBytes].every((bytes) => bytes !== undefined && bytes > 0)).toBe(true);
      expect(cost).toBeUndefined();
      const prices = 'storage-gb-month=100000,currency=EUR';
      const priced = await site.cli('snapshot', '--dry-run', '--tables', 'Plain', '--prices', prices);
      const { estimate } = priced.document.data as { estimate: { fileBytes: number; cost: object } };
      const storagePerMonth = Math.round(estimate.fileBytes * 1_000_000) / 10_000_000_000;
      expect(estimate.cost).toEqual({ currency: 'EUR', storagePerMonth: expect.closeTo(storagePerMonth, 3) });
      const { stdout } = await site.cliForPerson('snapshot', '--dry-run', '--tables', 'Plain');
      expect(stdout).toMatch(/cost\s+not known: no prices were given/);
    });
    expect(effects).toEqual(noEffects);
    const { document } = await site.cli('snapshot', '--dry-run', '--prices', 'storage=1');
    expect(document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
  });

  test('findings are in the manifest, in the report of a workflow and among its annotations', async () => {
    const run = await site.action('snapshot', { tables: 'Plain,Untimed' });
    expect(run.exitCode).toBe(0);
    expect(run.log).toMatch(/^::warning::null-ingestion-time: Rows of Untimed without ingestion time: 1\./m);
    expect(run.summary).toContain('null-ingestion-time');
    expect(run.summary).toContain('event-grid-not-asked');
    const names = [...(await site.blobVersions()).keys()].filter((name) => name.endsWith('/manifest.json')).sort();
    const manifest = JSON.parse((await site.readBlob(names.at(-1) ?? '')).toString());
    expect(told(manifest.findings)).toEqual([
      'event-grid-not-asked',
      'null-ingestion-time Untimed',
      'purges-not-asked',
    ]);
  });

  test('a top-up measures the values of new rows, and tells what its base found of the others', async () => {
    const { document } = await site.cli('snapshot', '--tables', 'Long');
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass' });
    const ofValues = async (): Promise<readonly string[]> =>
      (await findings('--tables', 'Long', '--top-up', 'latest'))
        .filter(({ name }) => name === 'beyond-encoding-limit')
        .map(({ summary }) => summary);
    const known = expect.stringMatching(/^Values of Long\.t that reach .*: 1\.$/);
    expect(await ofValues()).toEqual([known]);
    await site.talk.command('.append Long <| print n=4, t=strrep("y", 1200000)');
    expect(await ofValues()).toEqual([known, expect.stringMatching(/^Values of Long\.t, in rows .*: 1\.$/)]);
    await site.talk.command(`.alter column Long.t policy encoding type='BigObject'`);
    expect(await ofValues()).toEqual([]);
  });
});

test('rows that streaming ingestion keeps in its row store are a finding of their table', async () => {
  const cluster = { ...site.cluster, database: 'Streams' };
  const talk = new Talk(cluster, 'Streams');
  const { database, store } = openGateways(cluster);
  for (const command of [...plain('Streamed'), ...plain('Plain')]) await talk.command(command);
  await talk.command(`.alter table Streamed policy streamingingestion '{"IsEnabled":true}'`);
  await talk.control({ sealAfterMs: 3_600_000 });
  const uri = `${cluster.cluster}/v1/rest/ingest/Streams/Streamed?streamFormat=Csv`;
  expect((await fetch(uri, { method: 'POST', body: '3,three' })).status).toBe(200);
  const clock = simulatedClock();
  const { findings: found } = await planSnapshot({
    ...{ database, store, clock, paths: databasePaths('h', 'Streams'), id: snapshotId(clock.now(), 'a') },
    ...{ startedAt: clock.now(), toolVersion: '0', asked: { tables: ['*'], sliceRows: 100 }, last: undefined },
    mode: 'usual',
  });
  expect(told(found)).toEqual(['event-grid-not-asked', 'row-store-rows Streamed']);
});

test('columns that change while the snapshot runs are a finding of their table, and fail it where it is strict', async () => {
  const sites = await CrashSite.openMany(['Usual', 'Strict']);
  try {
    for (const [place, crash] of sites.entries()) {
      for (const command of [...plain('Altered'), ...plain('Plain')]) await crash.talk.command(command);
      const changed = Promise.withResolvers<void>();
      const alter = async (): Promise<void> => {
        await crash.talk
          .command('.alter-merge table Altered (added: long)')
          .then(() => changed.resolve(), changed.reject);
      };
      crash.proxy.holdBefore((text) => text.startsWith('.export'), alter);
      const run = crash.run('snapshot', '--json', ...(place === 0 ? [] : ['--strict']));
      await changed.promise;
      const { output } = await run;
      const document = JSON.parse(output.slice(output.indexOf('{')));
      const { exitCode, verdict, data } = document;
      expect([exitCode, verdict]).toEqual(place === 0 ? [5, 'unknown'] : [3, 'fail']);
      expect(told(data.findings)).toEqual(['event-grid-not-asked', 'schema-changed Altered']);
    }
  } finally {
    await sites[0]?.close();
  }
});

test('a type whose extreme values did not come back on this version of the cluster makes its tables unknown, or with strict refuses them', async () => {
  const other = await Site.open();
  try {
    for (const command of [...plain('Plain'), '.create table Measured (r: real)']) await other.talk.command(command);
    const first = await other.cli('snapshot');
    expect(first.document).toMatchObject({ exitCode: 0, verdict: 'pass' });
    const path = [...(await other.blobVersions()).keys()].find((name) => /\/forms\/[^/]+\.json$/.test(name)) ?? '';
    const record = JSON.parse((await other.readBlob(path)).toString());
    const body = JSON.stringify({ ...record, forms: { ...record.forms, real: 'differs' } });
    await other.snapshots.getBlockBlobClient(path).upload(body, Buffer.byteLength(body));
    const { document } = await other.cli('snapshot');
    expect([document.exitCode, document.verdict]).toEqual([5, 'unknown']);
    expect(told(document.data.findings as readonly Finding[])).toEqual([
      'event-grid-not-asked',
      'purges-not-asked',
      'unproven-form Measured',
    ]);
    const tables = document.data.tables as readonly { readonly columns: readonly { readonly fidelity: string }[] }[];
    expect(tables.map(({ columns }) => columns.map(({ fidelity }) => fidelity))).toEqual([
      ['unproven'],
      ['exact', 'exact'],
    ]);
    const strict = await other.cli('snapshot', '--strict');
    expect(strict.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  } finally {
    await other.close();
  }
});
