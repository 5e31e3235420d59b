import { type Answer as LocalAnswer, Talk } from '../contract/local-cluster/talk.ts';
import type { CliRun } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { type Effects, noEffects, Site } from '../fixtures/site.ts';
import { fixtures } from '../fixtures/wild/all.ts';
import type { Fixture } from '../fixtures/wild/fixture.ts';
import { byKind } from '../fixtures/wild/layout-by-kind/expected.ts';
import { byVersion } from '../fixtures/wild/layout-by-version/expected.ts';
import { kustoFolders } from '../fixtures/wild/layout-kusto-folders/expected.ts';
import { tokens } from '../fixtures/wild/point-04-tokens/expected.ts';
import { besideTheSchema } from '../fixtures/wild/point-05-beside-the-schema/expected.ts';
import { severalDatabases } from '../fixtures/wild/point-06-several-databases/expected.ts';
import { order } from '../fixtures/wild/point-07-order/expected.ts';
import { destructive } from '../fixtures/wild/point-08-destructive/expected.ts';
import { secondRun } from '../fixtures/wild/point-09-second-run/expected.ts';
import { scriptWrappers } from '../fixtures/wild/point-10-script-wrappers/expected.ts';
import { answersOf, checkOut, deploy, planAgain, sendFile, setUp } from '../fixtures/wild/wild-site.ts';

/** Databases for what is done to the files beside deploying them as they are meant. */
const scratch = [
  byKind,
  kustoFolders,
  byVersion,
  order,
  destructive,
  secondRun,
  scriptWrappers,
  tokens,
  besideTheSchema,
].map((fixture) => fixture.folder.replaceAll('-', '_'));

let site: Site;
beforeAll(async () => {
  site = await Site.open('memory', [...fixtures.flatMap(({ databases }) => databases), ...scratch]);
});
afterAll(() => site.close());

/** The same repository for a database in which nothing is yet. */
const anew = (fixture: Fixture): Fixture => ({ ...fixture, databases: [fixture.folder.replaceAll('-', '_')] });

/** What a run of `deploy` came to, and what it changed. */
async function attempt(fixture: Fixture, schema: readonly string[]): Promise<{ run: CliRun; effects: Effects }> {
  let run: CliRun | undefined;
  const effects = await site.effectsOf(async () => {
    run = await deploy(site, fixture, fixture.databases[0], schema);
  });
  if (run === undefined) throw new Error('The tool did not run.');
  return { run, effects };
}

/** Where the problems of a run are, and their codes. */
const problemsOf = ({ document }: CliRun, { folder }: Fixture): readonly string[] =>
  document.problems.map(({ code, at }) => `${at?.file.replace(`${folder}/`, '')}:${at?.line} ${code}`);

const send = (fixture: Fixture, path: string): Promise<LocalAnswer> =>
  sendFile(site, fixture, fixture.databases[0], path);

test('a database that refers to another one cannot be deployed before it', async () => {
  await checkOut(site, severalDatabases);
  const { document } = await deploy(site, severalDatabases, 'WildReports', ['everywhere', 'reports']);
  expect(document).toMatchObject({ exitCode: 4, outputs: { statements: '3' } });
});

test.each(fixtures.map((fixture) => [fixture.folder, fixture] as const))(
  '%s deploys and gives the documented rows',
  async (_folder, fixture) => {
    await setUp(site, fixture);
    expect(await answersOf(site, fixture)).toEqual(fixture.answers);
    if (fixture === destructive || fixture === scriptWrappers) return;
    for (const { document } of await planAgain(site, fixture))
      expect(document).toMatchObject({ exitCode: 0, outputs: { changes: String(fixture.everyTime ?? 0) } });
  },
);

test.each([byKind, kustoFolders, byVersion, order].map((one) => [one.folder, one] as const))(
  '%s: in the order of their names, too, the files deploy, and a second time there is nothing to do',
  async (_folder, one) => {
    const fixture = anew(one);
    await checkOut(site, fixture);
    const { document } = await deploy(site, fixture, fixture.databases[0], ['']);
    expect(document.problems).toEqual([]);
    const { run, effects } = await attempt(fixture, ['']);
    expect(run.document).toMatchObject({ exitCode: 0, outputs: { statements: '0' } });
    expect(effects).toEqual(noEffects);
  },
);

test('a token that nobody replaced is refused before anything is sent', async () => {
  const fixture = anew({ ...tokens, tokens: {} });
  await checkOut(site, fixture);
  const { run, effects } = await attempt(fixture, ['water.kql']);
  expect(problemsOf(run, fixture)).toContain('water.kql:1 schema-file');
  expect(effects).toEqual(noEffects);
});

test('queries, dashboards and Markdown among the schema files are named, all of them, before anything is sent', async () => {
  const fixture = anew(besideTheSchema);
  const { run, effects } = await attempt(fixture, ['']);
  expect(run.exitCode).toBe(2);
  expect(problemsOf(run, fixture)).toEqual([
    'dashboards/queues.kql:1 schema-file',
    'queries/empty.kql:1 schema-file',
    'queries/lost-by-hour.kql:2 schema-file',
    'schema/README.kql:1 schema-file',
  ]);
  expect(run.document.problems[1]?.summary).toContain('holds no management command');
  expect(effects).toEqual(noEffects);
});

describe('what throws data away at each deployment', () => {
  const fixture = anew(destructive);
  const talk = () => new Talk(site.cluster, fixture.databases[0]);
  const snapshot = () => site.cliAt({ database: fixture.databases[0] }, 'snapshot');
  const fill = '.ingest inline into table Tests <|\nD,2026-10-03T08:00:00Z,0.9';

  test('is named and refused once there are rows', async () => {
    await setUp(site, fixture);
    const { run, effects } = await attempt(fixture, ['*.kql']);
    expect(run.exitCode).toBe(3);
    expect(run.document.problems.map(({ code, summary }) => `${code}: ${summary}`)).toEqual([
      expect.stringMatching(/^not-covered: drops table Limits:/),
      expect.stringMatching(/^not-covered: removes all rows of Positives:/),
    ]);
    expect(effects).toEqual(noEffects);
    expect(await answersOf(site, fixture)).toEqual(fixture.answers);
  });

  test('runs under a snapshot; columns and a view that the files give back at once keep their rows', async () => {
    expect((await snapshot()).exitCode).toBe(0);
    const { run } = await attempt(fixture, ['*.kql']);
    expect(run.document).toMatchObject({ exitCode: 0, outputs: { 'changed-tables': 'Limits,Positives' } });
    expect(await talk().query('Tests | summarize count(), countif(isempty(Sample))')).toEqual([[3, 0]]);
    expect(await talk().query('Positives | count')).toEqual([[0]]);
    const [limits, , daily] = await answersOf(site, fixture);
    expect([limits, daily]).toEqual([fixture.answers[0], fixture.answers[2]]);
  });

  test('leaves tables that work as before', async () => {
    await talk().command(fill);
    expect(await talk().query('Positives')).toEqual([['D', 0.9]]);
  });
});

describe('what works once', () => {
  const fixture = anew(secondRun);

  test('is not run a second time', async () => {
    await setUp(site, fixture);
    for (const file of ['02_mapping', '03_view', '04_function']) {
      const { run, effects } = await attempt(fixture, [`once/${file}.kql`]);
      expect(run.document).toMatchObject({ exitCode: 0, outputs: { statements: '0' } });
      expect(effects).toEqual(noEffects);
    }
  });

  test('includes a view that is filled when it is created or altered', async () => {
    const { run, effects } = await attempt(fixture, ['backfill.kql']);
    expect(run.document).toMatchObject({ exitCode: 0, outputs: { statements: '0' } });
    expect(effects).toEqual(noEffects);
    const { status, message } = await send(fixture, 'backfill.kql');
    expect({ status, message }).toEqual({ status: 400, message: expect.stringContaining('backfill') });
  });

  test('has forms that can be deployed again and again', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { document } = await deploy(site, fixture, fixture.databases[0], ['always']);
      expect(document).toMatchObject({ exitCode: 0, outputs: { statements: '0' } });
    }
    expect(await answersOf(site, fixture)).toEqual(fixture.answers);
  });
});

describe('scripts inside of the files', () => {
  const fixture = anew(scriptWrappers);

  test('are refused by name', async () => {
    await checkOut(site, fixture);
    const { run, effects } = await attempt(fixture, ['*.kql']);
    const files = ['01_strict', '02_goes_on', '03_stops', '04_throws'];
    expect(problemsOf(run, fixture)).toEqual(files.map((file) => `${file}.kql:1 refused`));
    expect(run.document.problems[0]?.summary).toContain('put them into the file themselves');
    expect(effects).toEqual(noEffects);
  });

  test.each([
    ['01_strict.kql', 200, ['Completed', 'Completed', 'Completed', 'Completed']],
    ['02_goes_on.kql', 200, ['Completed', 'Failed', 'Completed']],
    ['03_stops.kql', 200, ['Completed', 'Failed']],
    ['04_throws.kql', 400, []],
  ])('%s, sent by hand, is answered with %i', async (file, status, results) => {
    const answer = await send(fixture, file);
    expect(answer.status).toBe(status);
    expect(answer.rows.map((row) => row[answer.columns.indexOf('Result')])).toEqual(results);
  });

  test('leave out what comes after a failure, unless they go on', async () => {
    const tables = await new Talk(site.cluster, fixture.databases[0]).command('.show tables | project TableName');
    expect(tables.flat().sort()).toEqual(['Agents', 'Shifts', 'Tickets', 'Urgent']);
  });
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});
