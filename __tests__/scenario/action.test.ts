import { findSecrets } from '../../scripts/secret-check.ts';
import { signatureOf } from '../fixtures/local-cluster.ts';
import type { ActionRun } from '../fixtures/run-action.ts';
import { leaksOf, secretsOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';
import { buildSmallDatabase, oddTable } from '../fixtures/small-database.ts';

let site: Site;
let snapshot: ActionRun;
beforeAll(async () => {
  site = await Site.open();
  await buildSmallDatabase(site);
  snapshot = await site.action('snapshot');
});
afterAll(() => site.close());

/** A transcript without what differs from run to run. */
const normalise = (text: string): string =>
  text
    .replaceAll(/\d{8}T\d{6}Z-[0-9a-f]{4}/g, '<snapshot>')
    .replaceAll(/\b[\d.]+ (?:ms|s|min|h|seconds?)\b/g, '<time>')
    // Whether an export took long enough to tell a speed depends on the machine.
    .replaceAll(/(Time, estimate\*\*: ).*/g, '$1<estimate>')
    .replaceAll(/ *\b[\d.,]+(?:&#8203;\.\d+)? k?B\b/g, ' <size>');

/** Annotations and the sentence of the failure, as the runner reads them. */
const commandsIn = (log: string): readonly string[] =>
  log.split('\n').filter((line) => /^::(error|warning|notice)/.test(line));

test('snapshot gives its outputs to later steps', () => {
  expect(snapshot.exitCode).toBe(0);
  expect(snapshot.outputs).toEqual({
    'snapshot-id': expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{4}$/),
    tables: '6',
    rows: '55',
    bytes: expect.stringMatching(/^[1-9]\d+$/),
    verdict: 'pass',
  });
});

test('the summary of a snapshot reads as a page: verdict, what to do, every table', () => {
  expect(normalise(snapshot.summary)).toMatchSnapshot();
});

test('the log of a snapshot has its phases as groups and the same report', () => {
  const lines = snapshot.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  // Exports run side by side and end in any order.
  // Rate and time left are shown where a run takes long, which depends on the machine.
  const exported = lines
    .filter((line) => line.startsWith('exported '))
    .map((line) => line.replace(/ · .*/, ''))
    .sort();
  const inOrder = lines.map((line) => (line.startsWith('exported ') ? (exported.shift() ?? '') : line));
  expect(normalise(inOrder.join('\n'))).toMatchSnapshot();
});

test('the secret parts of the storage URI are masked before anything else is written', () => {
  const lines = snapshot.log.split('\n');
  const masks = lines.filter((line) => line.startsWith('::add-mask::'));
  expect(lines.slice(0, masks.length)).toEqual(masks);
  const hidden = masks.map((line) => line.slice('::add-mask::'.length).replaceAll('%25', '%'));
  const signature = signatureOf(site.cluster.storage);
  expect(hidden).toEqual(expect.arrayContaining([signature, encodeURIComponent(signature)]));
});

test('doctor, status and verify pass and say so in their outputs and summaries', async () => {
  const doctor = await site.action('doctor');
  expect(doctor).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(doctor.summary).toMatch(/^## doctor: pass\. Everything works\./);
  const status = await site.action('status');
  expect(status).toMatchObject({ exitCode: 0, outputs: { snapshots: '1', latest: snapshot.outputs['snapshot-id'] } });
  expect(status.summary).toContain(`${snapshot.outputs['snapshot-id']} | complete |`);
  const verify = await site.action('verify', { level: 'full' });
  expect(verify).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', 'failed-tables': '' } });
  expect(verify.summary).toMatch(/^## verify: pass\./);
});

test('a refused deployment fails the step with a sentence and an annotation on the line of the file', async () => {
  await site.write({ 'damage/clear.kql': '// a comment\n.clear table Empty data\n\n.clear table Plain data\n' });
  await site.talk.command('.ingest inline into table Plain <|\n77,late');
  const runs: ActionRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.action('deploy', { schema: 'damage' }));
  });
  const [run] = runs;
  expect(run?.exitCode).toBe(3);
  expect(effects).toEqual(noEffects);
  const commands = commandsIn(run?.log ?? '');
  expect(commands).toHaveLength(2);
  expect(commands[0]).toMatch(/^::error title=not-covered,file=damage\/clear\.kql,line=4(,|::)/);
  expect(commands[1]).toMatch(/^::error::deploy: refused/);
  expect(run?.summary).toMatch(/^## deploy: refused/);
});

test('a schema file that cannot be read is annotated at its line and column', async () => {
  await site.write({
    'broken/tables.kql': '.create-merge table A (x: int)\n\n.create-merge table B (x: int, y: string\n',
  });
  const run = await site.action('deploy', { schema: 'broken' });
  expect(run.exitCode).toBe(2);
  expect(commandsIn(run.log)[0]).toMatch(/^::error title=schema-file,file=broken\/tables\.kql,line=3,col=\d+::/);
  expect(run.summary).toContain('broken/tables.kql:3:');
});

test('a deployment, a failed verification and a restore give what the next step needs', async () => {
  const covering = await site.action('snapshot');
  await site.write({ 'covered/clear.kql': '.clear table Plain data\n\n.drop table Wide\n' });
  const deployed = await site.action('deploy', { schema: 'covered' });
  expect(deployed).toMatchObject({
    exitCode: 0,
    outputs: { completed: 'true', statements: '2', 'changed-tables': 'Plain,Wide', 'reference-tables': '' },
  });
  const expected = await site.action('verify', { 'expect-changes': deployed.outputs['changed-tables'] ?? '' });
  expect(expected).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  const damaged = await site.action('verify', { snapshot: covering.outputs['snapshot-id'] ?? '' });
  expect(damaged).toMatchObject({ exitCode: 3, outputs: { verdict: 'fail', 'failed-tables': 'Plain,Wide' } });
  expect(damaged.summary).toContain(`kusto-rebuild restore --snapshot ${covering.outputs['snapshot-id']}`);
  const plan = await site.action('restore', { 'dry-run': 'true' });
  expect(plan).toMatchObject({ exitCode: 0 });
  expect(normalise(plan.summary)).toMatchSnapshot();
  const restored = await site.action('restore');
  expect(restored).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', 'restored-tables': 'Plain,Wide' } });
  expect(await site.action('verify', { level: 'full' })).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
});

test('report says what became of the sequence, from the outcomes of its steps', async () => {
  const report = (outcomes: Readonly<Record<string, string>>) =>
    site.actionOnly('report', { snapshot: 'id', ...outcomes });
  const done = { 'snapshot-outcome': 'success', 'deploy-outcome': 'success', 'verify-outcome': 'success' };
  expect(await report(done)).toMatchObject({ exitCode: 0, outputs: { result: 'deployed' } });
  expect(await report({ ...done, 'verify-outcome': 'failure' })).toMatchObject({
    exitCode: 3,
    outputs: { result: 'damaged' },
  });
  expect(
    await report({ ...done, 'snapshot-outcome': 'failure', 'deploy-outcome': 'skipped', 'verify-outcome': 'skipped' }),
  ).toMatchObject({
    outputs: { result: 'stopped-before-deploy' },
  });
});

test('an input that no action has, a missing one and a wrong one are told together, and nothing is sent', async () => {
  const runs: ActionRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await site.action('verify', { levl: 'full', level: 'most', cluster: '' }));
  });
  expect(effects).toEqual(noEffects);
  expect(runs[0]?.exitCode).toBe(2);
  expect(runs[0]?.log).toContain('levl is not known here.');
  expect(runs[0]?.log).toContain('Did you mean level?');
  expect(runs[0]?.log).toContain('cluster is required.');
  expect(runs[0]?.log).toContain('level has a value that is not allowed.');
  expect(commandsIn(runs[0]?.log ?? '')).toHaveLength(1);
});

test('a name that was asked for cannot become markup in a summary', async () => {
  const run = await site.action('snapshot', { tables: `a|b <img src=x> @team,${oddTable}` });
  expect({ exitCode: run.exitCode, summary: run.summary }).toEqual({
    exitCode: 10,
    summary: expect.stringContaining('img'),
  });
  expect(run.summary).not.toMatch(/<img|@team/);
});

test('no secret stands in clear in logs, summaries, outputs, blobs or the journal', async () => {
  expect(await leaksOf(site)).toEqual([]);
});

test('the search for secrets finds one that stands in clear', async () => {
  const traces = new Map([
    ['planted', `see ${site.cluster.storage}`],
    ['clean', 'see elsewhere'],
  ]);
  expect(findSecrets(traces, await secretsOf(site))).toEqual(['planted']);
});
