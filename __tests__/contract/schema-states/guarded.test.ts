import { problemError } from '../../../src/domain/problem.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { type OpenedGateways, openGateways } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';
import { deployGuarded, type GuardedRun, restoreGuarded } from './guarded.ts';
import { bring, planState, readStates } from './states.ts';

let [cluster, talk, gateways]: [LocalCluster, Talk, OpenedGateways] = [] as never;
beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  gateways = openGateways(cluster);
});
afterAll(() => cluster.stop());

const deploy = (text: string, after?: (text: string) => Promise<unknown>): Promise<GuardedRun> =>
  deployGuarded(text, { database: gateways.database, gateways, ...(after !== undefined && { after }) });

/** It ran to its end, and there is nothing left to do. */
async function arrives(text: string, after?: (text: string) => Promise<unknown>): Promise<GuardedRun> {
  const first = await deploy(text, after);
  expect(first).toMatchObject({ refused: [] });
  expect(first.stopped).toBeUndefined();
  expect(first.judged).not.toContain('loses-data');
  return first;
}

const day = 86_400_000;

test('each state is deployed to an empty database as its plan says: nothing is lost, nothing stops it', async () => {
  for (const state of (await readStates()).filter(({ name }) => /view|retention|auto-delete|secur|policy/.test(name))) {
    await bring(talk, { name: 'nothing', statements: () => [] });
    const text = state
      .statements(talk.database)
      .map((one) => one.text)
      .join('\n\n');
    try {
      await arrives(text);
    } catch (error) {
      throw new Error(`${state.name}: ${error instanceof Error ? error.message : error}`);
    }
    expect((await planState(talk, state)).steps.filter(({ text: step }) => !step.startsWith('.drop'))).toEqual([]);
  }
});

const source = '.create-merge table Seen (Who: string, What: long)';
const view = '.create-or-alter materialized-view Newest on table Seen { Seen | summarize arg_max(What, *) by Who }';

test('a view comes back with its retention as the restore of a schema says it will, also where a kill came between the two', async () => {
  const held = view.replaceAll('Newest', 'Kept');
  await arrives(`${source}\n${held}\n.alter-merge materialized-view Kept policy retention softdelete = 30d`);
  const script = await gateways.database.read.schemaScript();
  await talk.command('.drop materialized-view Kept');
  const opened = { database: gateways.database, gateways };
  const { judged, ran, stopped } = await restoreGuarded(script, opened);
  expect([judged, ran.length, stopped]).toEqual([['safe', 'safe'], 2, undefined]);
  expect(await restoreGuarded(script, opened)).toMatchObject({ judged: [] });
  await talk.command('.drop materialized-view Kept');
  await talk.command(held);
  expect(await restoreGuarded(script, opened)).toMatchObject({ judged: ['loses-data'], refused: [], ran: [ran[1]] });
});

describe('a view that is there', () => {
  beforeAll(async () => {
    await arrives(`${source}\n${view}`);
    await talk.command('.ingest inline into table Seen <|\nx,1');
    await talk.control({ run: 'materialize' });
  });
  afterAll(() => talk.control({ clock: { offset: 0 } }));

  test('gets a retention that none of its rows has reached, and any that is longer', async () => {
    const retention = (days: number) => `.alter-merge materialized-view Newest policy retention softdelete = ${days}d`;
    const nothing = { judged: ['loses-data'], refused: [] };
    expect(await deploy(retention(30))).toMatchObject({ ...nothing, ran: [retention(30)] });
    expect(await deploy(retention(10))).toMatchObject({ ...nothing, ran: [retention(10)] });
    await talk.control({ clock: { offset: 9 * day } });
    expect(await deploy(retention(8))).toMatchObject({ judged: ['loses-data'], refused: ['refused'], ran: [] });
    expect(await deploy(retention(20))).toMatchObject({ judged: ['safe'], ran: [retention(20)] });
  });

  test.each(['autoUpdateSchema = true', 'lookback = 1d', 'dimensionTables = dynamic(["Other"])', 'folder = "views"'])(
    'keeps its rows with %s',
    async (given) => {
      await talk.command('.create-merge table Other (Who: string)');
      const { judged, stopped } = await deploy(view.replace(' Newest', ` with (${given}) Newest`));
      expect([judged, stopped]).toEqual([['safe'], undefined]);
    },
  );

  test.each([
    '.alter-merge materialized-view Newest policy retention softdelete = 30d recoverability = disabled',
    '.alter-merge materialized-view Newest policy retention softdelete = 1m',
    '.delete materialized-view Newest policy retention',
    '.clear materialized-view Newest data',
    view.replace('What, *', '*, What'),
  ])('is not changed by %s', async (text) => {
    expect(await deploy(text)).toMatchObject({ refused: ['refused'], ran: [] });
  });
});

test('a new table gets its retention behind its rows, and again after it was dropped', async () => {
  const text = [
    '.drop table Codes ifexists',
    '.create table Codes (Code: string)',
    '.ingest inline into table Codes <|\nx\n',
    '.alter-merge table Codes policy retention softdelete = 30d',
  ].join('\n');
  expect((await arrives(text)).ran).toHaveLength(3);
  await talk.command('.clear table Codes data');
  const again = await deploy(text);
  expect(again.stopped).toBeUndefined();
  expect(again.ran).toHaveLength(4);
});

test('who may read a new table is said behind its rows too', async () => {
  const text = [
    '.create table Closed (Code: string)',
    '.create function Some() { Closed | where Code == "y" }',
    '.ingest inline into table Closed <|\nx\n',
    '.create table Hidden (Code: string)',
    '.ingest inline into table Hidden <|\nx\n',
    '.alter table Hidden policy restricted_view_access true',
    '.alter table Closed policy row_level_security enable "Some()"',
  ].join('\n');
  expect((await arrives(text)).ran).toHaveLength(7);
});

test('a row that comes between the commands of a new table stops none of them', async () => {
  await talk.command('.create table Feed (n: long)');
  const texts = [
    '.create-merge table Fed (n: long)',
    `.alter table Fed policy update @'[{"IsEnabled":true,"Source":"Feed","Query":"Feed","IsTransactional":true}]'`,
    '.alter-merge table Fed policy retention softdelete = 30d',
    '.create-or-alter function Few() { Fed | where n > 1 }',
    '.alter table Fed policy row_level_security enable "Few()"',
  ];
  const { ran } = await arrives(texts.join('\n'), () => talk.command('.ingest inline into table Feed <|\n1'));
  const [made, update, retention, few, security] = texts;
  expect(ran).toEqual([made, retention, few, update, security]);
});

test('rows that are older than the new retention need a snapshot, and so do all where their age cannot be read', async () => {
  const shorter = (period: string) => `.alter-merge table Aged policy retention softdelete = ${period}`;
  await talk.command('.create table Aged (n: long)');
  await talk.command('.ingest inline into table Aged <|\n1');
  expect(await deploy(shorter('300d'))).toMatchObject({ judged: ['loses-data'], refused: [], ran: [shorter('300d')] });
  expect(await deploy(shorter('1m'))).toMatchObject({ refused: ['not-covered'], ran: [] });
  expect(await deploy(`${shorter('200d')} recoverability = disabled`)).toMatchObject({ refused: ['not-covered'] });
  const unread = problemError({ code: 'sign-in', summary: 'No.' });
  const { database } = gateways;
  const observe = { ...database.observe, extentsOlderThan: () => Promise.reject(unread) };
  const blind = await deployGuarded(shorter('200d'), { database: { ...database, observe }, gateways });
  expect(blind).toMatchObject({ refused: ['not-covered'], ran: [] });
  await talk.control({ clock: { offset: 201 * day } });
  expect(await deploy(shorter('200d'))).toMatchObject({ refused: ['not-covered'], ran: [] });
  await talk.control({ clock: { offset: 0 } });
});
