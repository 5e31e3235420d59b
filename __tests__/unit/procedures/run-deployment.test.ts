import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import { createLossGuard, judgeStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { compareReferenceData, putReferenceData } from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { type DeploymentStep, type DeploymentWorld, runDeployment } from '../../../src/procedures/run-deployment.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [['x', '1']];
const files = memoryReferenceFiles({ 'ref/T.csv': 'a,b\nz,3\n', 'earlier/T.csv': 'a,b\nx,1\n' });
let [data, earlier]: [ReferenceData | undefined, ReferenceData | undefined] = [undefined, undefined];
beforeAll(async () => {
  [data, earlier] = await Promise.all(['ref', 'earlier'].map(dataIn));
});

async function dataIn(folder: string): Promise<ReferenceData | undefined> {
  return (await readReferenceData(files, [folder], new Map([['T', pairColumns]]))).data[0];
}

function dataStep(): DeploymentStep & { readonly kind: 'reference-data' } {
  if (data === undefined) throw new Error('no data');
  return { kind: 'reference-data', item: 'ref/T.csv', data };
}

/** A database with T, which a snapshot covers; `effects` are what statements do, by their text. */
async function open(effects: Readonly<Record<string, (database: Database) => unknown>> = {}) {
  const { database, store } = await saveTable(rows);
  const [ran, phases, script]: [string[], string[], string[]] = [[], [], []];
  const world: Database = {
    ...database,
    read: { ...database.read, schemaScript: async () => [...script] },
    change: {
      ...database.change,
      run: async (text) => {
        ran.push(text);
        await effects[text]?.(database);
        return {};
      },
    },
  };
  const clock = memoryClock();
  const guard = createLossGuard(database.names(), { read: world.read, observe: database.observe, store, paths, clock });
  const phase = (text: string) => void phases.push(text);
  const progress = { phase, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const record = { begin: async () => undefined, end: async () => undefined, restores: '' };
  const deployment: DeploymentWorld = { database: world, store, paths, clock, guard, progress, record, files };
  const plan = async (...texts: readonly string[]): Promise<readonly DeploymentStep[]> => {
    const live = await observeTables(world.read);
    return texts.map((text, index) => {
      const written = { text, index, at: { file: 's.kql', line: index + 1 }, reading: readStatement(text) };
      return { kind: 'statement', item: text, statement: judgeStatement(written, live) };
    });
  };
  return { database, deployment, ran, phases, script, plan };
}

test('a statement that was safe before the run and is not any more stops the run before it', async () => {
  const rename = '.rename table T to Z';
  const { database, deployment, ran, plan } = await open({
    [rename]: async ({ change }) => {
      await change.dropTable('T');
      database.put('Z', pairColumns, rows);
    },
  });
  const steps = await plan(rename, '.drop table Z', '.show tables');
  expect(steps[1]).toMatchObject({ statement: { loss: { kind: 'safe' } } });
  const ended = await runDeployment(steps, deployment);
  expect(ran).toEqual([rename]);
  expect(ended.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'done', note: expect.stringContaining('covered') },
    { kind: 'failed', problem: { code: 'not-covered', at: { file: 's.kql', line: 2 } } },
    { kind: 'not-attempted' },
  ]);
  expect(ended.map(({ changed }) => changed)).toEqual([['T'], [], []]);
});

test('a table that another hand makes meanwhile is not dropped as one that does not exist', async () => {
  const { database, deployment, ran, plan } = await open({
    '.show tables': () => database.put('New', pairColumns, rows),
  });
  const ended = await runDeployment(await plan('.show tables', '.drop table New ifexists'), deployment);
  expect(ran).toEqual(['.show tables']);
  expect(ended[1]?.outcome).toMatchObject({ kind: 'failed', problem: { code: 'not-covered' } });
});

test('an interruption stops the run before the next statement, and what ran is told', async () => {
  const { deployment, ran, phases, plan } = await open({
    '.show tables': () => {
      interrupted = true;
    },
  });
  let interrupted = false;
  const clock = {
    ...deployment.clock,
    async sleep() {
      if (interrupted) throw problemError({ code: 'cancelled', summary: 'The run was interrupted.' });
    },
  };
  const steps = await plan('.show tables', '.show functions', '.show cluster');
  const ended = await runDeployment(steps, { ...deployment, clock });
  expect(ran).toEqual(['.show tables']);
  expect(phases).toEqual(['.show tables']);
  expect(ended.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', problem: { code: 'cancelled' } },
    { kind: 'not-attempted' },
  ]);
});

test('reference data of a table that update policies read needs its derived tables covered, also those of these', async () => {
  const { database, deployment, script } = await open();
  await putReferenceData(earlier ?? dataStep().data, deployment, async () => undefined);
  database.put('Derived', pairColumns, []);
  database.put('Further', pairColumns, rows);
  expect(await compareReferenceData(dataStep().data, deployment)).toMatchObject({ kind: 'outdated', foreignRows: 0n });
  script.push(
    `.alter table Derived policy update '[{"Source":"T"}]'`,
    `.alter table Further policy update '[{"Source":"Derived"}]'`,
  );
  const [refused] = await runDeployment([dataStep()], deployment);
  expect(refused?.outcome).toMatchObject({
    kind: 'failed',
    problem: { code: 'not-covered', detail: expect.stringContaining('Further: no complete snapshot') },
  });
  expect(database.rowsOf('T')).toEqual(rows);
  script.pop();
  const [put] = await runDeployment([dataStep()], deployment);
  expect(put).toMatchObject({ outcome: { kind: 'done' }, changed: ['T', 'Derived'] });
});

test('reference data of a table that a view reads is refused once there are rows to count twice', async () => {
  const { database, deployment } = await open();
  const { database: real } = deployment;
  const view = { name: 'ByCode', definition: { source: 'T', query: 'T | summarize count() by a' } };
  const views = (async () => [view]) as unknown as Database['read']['views'];
  const viewed = { ...deployment, database: { ...real, read: { ...real.read, views } } };
  const [refused] = await runDeployment([dataStep()], viewed);
  expect(refused?.outcome).toMatchObject({
    kind: 'failed',
    problem: { code: 'refused', summary: 'ByCode would count the rows of T once more.' },
  });
  expect(database.rowsOf('T')).toEqual(rows);
  database.clear('T');
  const [put] = await runDeployment([dataStep()], viewed);
  expect(put?.outcome).toMatchObject({ kind: 'done' });
});

test('rows that come while reference data is loaded beside are not replaced', async () => {
  const { database, deployment } = await open();
  const startIngest: Database['load']['startIngest'] = async (request) => {
    database.put('T', pairColumns, [['late', '7']], { stamp: 101n });
    return deployment.database.load.startIngest(request);
  };
  const { database: quiet } = deployment;
  const loud = { ...deployment, database: { ...quiet, load: { ...quiet.load, startIngest } } };
  const [refused] = await runDeployment([dataStep()], loud);
  expect(refused?.outcome).toMatchObject({ kind: 'failed', problem: { code: 'not-covered' } });
  expect(database.rowsOf('T')).toEqual([...rows, ['late', '7']]);
});

test('covered rows are replaced by reference data, and the second run has nothing to do', async () => {
  const { database, deployment } = await open();
  const [put] = await runDeployment([dataStep()], deployment);
  expect(put).toMatchObject({ outcome: { kind: 'done', note: '1 rows' }, changed: ['T'] });
  expect(database.rowsOf('T')).toEqual([['z', '3']]);
  const [again] = await runDeployment([dataStep()], deployment);
  expect(again).toMatchObject({ outcome: { kind: 'done', note: 'unchanged' }, changed: [] });
});
