import { createServer } from 'node:net';
import type { CliRun, RunDocument } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';
import { buildSmallDatabase } from '../fixtures/small-database.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await buildSmallDatabase(site);
  const { exitCode } = await site.cli('snapshot');
  expect(exitCode).toBe(0);
});
afterAll(() => site.close());

/** Runs it, and fails if anything was changed in the cluster or in the storage. */
async function refused(work: () => Promise<CliRun>): Promise<RunDocument> {
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await work());
  });
  expect(effects).toEqual(noEffects);
  const [run] = runs;
  if (run === undefined) throw new Error('Nothing ran.');
  expect(run.stderr).not.toMatch(/^\s+at /m);
  return run.document;
}

const deploy = (...flags: readonly string[]): Promise<CliRun> => site.cli('deploy', ...flags);

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('an unknown flag ends with 2 and names the nearest one', async () => {
  expect(await refused(() => site.cli('verify', '--levl', 'full'))).toMatchObject({
    exitCode: 2,
    result: 'bad-input',
    verb: 'verify',
    problems: [{ code: 'input', summary: '--levl is not known here.', detail: 'Did you mean --level?' }],
  });
});

test('a flag of another verb ends with 2', async () => {
  expect(await refused(() => site.cli('snapshot', '--level', 'full'))).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'input', summary: '--level is not known here.' }],
  });
});

test('an unknown verb ends with 2 and names the nearest one', async () => {
  expect(await refused(() => site.cli('restor'))).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'input', summary: 'There is no verb "restor".', detail: 'Did you mean restore?' }],
  });
});

test('everything that is missing or wrong is told at once', async () => {
  const document = await refused(() =>
    site.cliAt({ cluster: '', database: '', storage: 'nonsense' }, 'verify', '--level', 'most', 'stray'),
  );
  expect(document.exitCode).toBe(2);
  expect(document.problems.map(({ summary }) => summary).sort()).toEqual([
    '--cluster is required.',
    '--database is required.',
    '--level has a value that is not allowed.',
    '--storage is not a URI.',
    'The argument "stray" belongs to no flag.',
  ]);
});

test.each(['doctor', 'status', 'snapshot', 'verify', 'restore', 'deploy'])(
  '%s does not pass when the cluster does not answer, and names it',
  async (verb) => {
    await site.write({ 'schema.kql': '.create-merge table Plain (n: long)\n' });
    const cluster = `http://127.0.0.1:${await closedPort()}`;
    const flags = verb === 'deploy' ? ['--schema', 'schema.kql'] : [];
    const runs: CliRun[] = [];
    const { commands } = await site.effectsOf(async () => {
      runs.push(await site.cliAt({ cluster }, verb, ...flags));
    });
    expect(commands).toEqual([]);
    const document = runs[0]?.document;
    if (verb === 'status') {
      // The snapshots of a cluster can be listed while it is away, but not what they leave out.
      expect(document).toMatchObject({
        exitCode: 5,
        verdict: 'unknown',
        outputs: { snapshots: expect.stringMatching(/^[0-9]+$/) },
      });
      return;
    }
    // For doctor the failed check is the answer that was asked for: a verdict.
    expect(document).toMatchObject(
      verb === 'doctor' ? { exitCode: 3, verdict: 'fail' } : { exitCode: 2, result: 'bad-input' },
    );
    expect(document?.problems[0]).toMatchObject({
      code: 'unreachable',
      summary: `The cluster ${cluster} cannot be reached.`,
      next: expect.stringContaining('Check the input cluster'),
    });
  },
);

test('a storage that does not answer ends with 2 and is named without its signature', async () => {
  const storage = site.cluster.storage.replace(/:\d+\//, `:${await closedPort()}/`);
  const verbs = ['status', 'snapshot', 'verify', 'restore'];
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(...(await Promise.all(verbs.map((verb) => site.cliAt({ storage }, verb)))));
  });
  expect(effects).toEqual(noEffects);
  for (const { document } of runs) {
    expect(document).toMatchObject({ exitCode: 2, problems: [{ code: 'unreachable' }] });
    expect(document.problems[0]?.summary).toContain(storage.split('?')[0]);
  }
});

test('a database that the cluster does not have ends with 10', async () => {
  await site.write({ 'schema.kql': '.create-merge table Plain (n: long)\n' });
  for (const args of [['snapshot'], ['deploy', '--schema', 'schema.kql']] as const) {
    const [verb, ...flags] = args;
    const document = await refused(() => site.cliAt({ database: 'Nowhere' }, verb, ...flags));
    expect(document).toMatchObject({ exitCode: 10, result: 'not-found', problems: [{ code: 'not-found' }] });
    expect(document.problems[0]?.summary).toContain('Nowhere');
  }
});

test('a snapshot that does not exist ends with 10 and says which do', async () => {
  for (const verb of ['verify', 'restore']) {
    const document = await refused(() => site.cli(verb, '--snapshot', '20200101T000000Z-0000'));
    expect(document).toMatchObject({
      exitCode: 10,
      problems: [{ code: 'not-found', summary: expect.stringContaining('20200101T000000Z-0000') }],
    });
    expect(document.problems[0]?.detail).toMatch(/\d{8}T\d{6}Z-[0-9a-f]{4}/);
  }
});

test('a table pattern that matches nothing ends with 10', async () => {
  for (const verb of ['snapshot', 'verify', 'restore']) {
    const document = await refused(() => site.cli(verb, '--tables', 'Plian'));
    expect([verb, document.exitCode, document.problems[0]?.code]).toEqual([verb, 10, 'not-found']);
    expect(document.problems[0]?.summary).toContain('Plian');
  }
});

test.each<readonly [what: string, text: string, at: { readonly line: number; readonly column?: number }]>([
  [
    'a bracket that is not closed',
    '.create-merge table A (x: int)\n\n.create-merge table B (x: int, y: string\n',
    { line: 3, column: 23 },
  ],
  ['text that is no command', '// a note\n\nA | count\n', { line: 3, column: 1 }],
  [
    'a literal that is not closed',
    '.create-merge table A (x: int) with (docstring = "open)\n',
    { line: 1, column: 50 },
  ],
])('a schema file with %s ends with 2 and names file, line and column', async (_, text, at) => {
  await site.write({ 'broken/01_first.kql': '.create-merge table First (x: int)\n', 'broken/02_second.kql': text });
  const document = await refused(() => deploy('--schema', 'broken'));
  expect(document).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'schema-file', at: { file: 'broken/02_second.kql', ...at } }],
  });
});

test('a schema file that is not UTF-8 ends with 2 and names the line', async () => {
  const text = Buffer.from('.create-merge table A (x: int)\n\n// caf\xe9\n.create-merge table B (x: int)\n', 'latin1');
  await site.write({ 'latin/tables.kql': text });
  expect(await refused(() => deploy('--schema', 'latin'))).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'schema-file', at: { file: 'latin/tables.kql', line: 3 } }],
  });
});

test('a reference data file that is not UTF-8 ends with 2 and names the line', async () => {
  await site.write({ 'latin/Codes.csv': Buffer.from('code,label,weight\nA,caf\xe9,1\n', 'latin1') });
  expect(await refused(() => deploy('--reference-data', 'latin/Codes.csv'))).toMatchObject({
    exitCode: 2,
    problems: [{ summary: 'latin/Codes.csv is not UTF-8 text.', at: { file: 'latin/Codes.csv', line: 2 } }],
  });
});

test('paths that match no file, and nothing to deploy, end with 2', async () => {
  expect(await refused(() => deploy('--schema', 'nowhere/*.kql'))).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'input', summary: 'No file matches nowhere/*.kql.' }],
  });
  expect(await refused(() => deploy())).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'input', summary: 'There is nothing to deploy.' }],
  });
});

test.each<readonly [what: string, name: string, text: string, line: number, says: string]>([
  ['a column that the table does not have', 'Codes', 'code,label,wieght\nA,a,1\n', 1, 'wieght'],
  ['a column too few', 'Codes', 'code,label\nA,a\n', 1, 'weight'],
  [
    'a value that its column cannot hold',
    'Codes',
    'code,label,weight\nA,a,1\nB,"two\nlines",2\nC,c,heavy\n',
    5,
    'heavy',
  ],
  ['a row that is too long', 'Codes', 'code,label,weight\nA,a,1\nB,b,2,3\n', 3, 'another length'],
  ['no table of its name', 'Kodes', 'code,label,weight\nA,a,1\n', 1, 'Kodes'],
  ['a quote that is not closed', 'Codes', 'code,label,weight\nA,"a,1\n', 2, 'cannot be read as CSV'],
])(
  'a reference data file with %s ends with 2 at its line, and the schema is not applied either',
  async (_, name, text, line, says) => {
    await site.write({ [`csv/${name}.csv`]: text, 'csv.kql': '.create-merge table New (x: int)\n' });
    const document = await refused(() => deploy('--schema', 'csv.kql', '--reference-data', `csv/${name}.csv`));
    expect(document).toMatchObject({
      exitCode: 2,
      problems: [
        { code: 'reference-data', summary: expect.stringContaining(says), at: { file: `csv/${name}.csv`, line } },
        ...document.problems.slice(1),
      ],
    });
  },
);

test.each<readonly [what: string, change: (storage: string) => string]>([
  ['expired', (storage) => storage.replace(/se=[^&]*/, 'se=2020-01-01T00%3A00%3A00Z')],
  ['wrong', (storage) => storage.replace(/sig=./, (text) => (text === 'sig=A' ? 'sig=B' : 'sig=A'))],
])('a signature that is %s ends with 12, and says what a good one needs', async (_, change) => {
  for (const verb of ['status', 'snapshot', 'verify', 'restore']) {
    const document = await refused(() => site.cliAt({ storage: change(site.cluster.storage) }, verb));
    expect([verb, document.exitCode, document.problems[0]?.code]).toEqual([verb, 12, 'sign-in']);
    expect(document.problems[0]?.next).toContain('racwdl');
  }
});

test('a restore that would lose newer rows ends with 3, says how many, and changes nothing', async () => {
  await site.talk.command('.delete table Plain records <| Plain | where n < 5');
  await site.talk.command('.ingest inline into table Plain <|\n100,new\n101,new\n102,new');
  const document = await refused(() => site.cli('restore'));
  expect(document).toMatchObject({
    exitCode: 3,
    problems: [
      { code: 'refused', summary: 'Plain holds 3 rows that the snapshot does not have; restoring would lose them.' },
    ],
  });
  const dryRun = await refused(() => site.cli('restore', '--dry-run'));
  expect(dryRun).toMatchObject({
    exitCode: 3,
    data: { tables: [{ name: 'Plain', nowRows: '38', snapshotRows: '40', newerRows: '3' }] },
  });
});

test('a dry run of every verb that changes something shows what it would do and changes nothing', async () => {
  await site.talk.command('.drop table Wide');
  const restore = await refused(() => site.cli('restore', '--dry-run', '--tables', 'Wide'));
  expect(restore).toMatchObject({
    exitCode: 0,
    data: { dryRun: true, tables: [{ name: 'Wide', damage: 'the table is gone', snapshotRows: '2' }] },
  });
  const snapshot = await refused(() => site.cli('snapshot', '--dry-run'));
  expect(snapshot).toMatchObject({ exitCode: 0, outputs: { tables: '5' }, data: { dryRun: true } });
  const deployment = await refused(() =>
    deploy('--dry-run', '--schema', 'schema', '--reference-data', 'reference-data'),
  );
  expect(deployment).toMatchObject({ exitCode: 0, outputs: { statements: '0' }, data: { dryRun: true } });
  expect(deployment.outcomes.every(({ kind }) => kind === 'not-attempted')).toBe(true);
});

test('a statement that fails stops the deployment, and the rest is listed as not attempted', async () => {
  await site.write({
    'stops.kql':
      '.create-merge table Before (x: int)\n\n.create-or-alter function Bad() { NoSuchTable }\n\n.create-merge table After (x: int)\n',
  });
  const { document } = await deploy('--schema', 'stops.kql');
  expect(document).toMatchObject({ exitCode: 4, result: 'partly-done', outputs: { statements: '1' } });
  expect(document.outcomes.map(({ kind }) => kind)).toEqual(['done', 'failed', 'not-attempted']);
  expect(document.problems).toMatchObject([{ at: { file: 'stops.kql', line: 3 } }]);
  const names = (await site.talk.command('.show tables | project TableName')).flat();
  expect(names).toContain('Before');
  expect(names).not.toContain('After');
});

test('a policy of a table that nobody has is told before anything runs', async () => {
  await site.write({
    'missing.kql': '.create-merge table Never (x: int)\n\n.alter table NoSuchTable policy caching hot = 1d\n',
  });
  const { document } = await deploy('--schema', 'missing.kql');
  expect(document).toMatchObject({
    exitCode: 2,
    problems: [{ code: 'schema-file', at: { file: 'missing.kql', line: 3 } }],
  });
  expect((await site.talk.command('.show tables | project TableName')).flat()).not.toContain('Never');
});

test('a person sees the same problem as text, without a stack, and with the exit code', async () => {
  const run = await site.cliForPerson('verify', '--levl', 'full');
  expect(run).toEqual({
    exitCode: 2,
    stderr: '',
    stdout: expect.stringMatching(
      /^verify: bad input or configuration\n\nNext: .*\n\ninput: --levl is not known here\.\n {2}Did you mean --level\?\n$/,
    ),
  });
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});
