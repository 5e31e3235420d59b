import type { Cursor } from '../../../src/domain/names.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { type OpenedGateways, openGateways } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';

let cluster: LocalCluster;
let gateways: OpenedGateways;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  gateways = openGateways(cluster);
  talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
});
afterAll(() => cluster.stop());

const columns = [{ name: 'n', type: 'long' }] as const;
const whole = { kind: 'whole-table' } as const;
const own = (place: number) => `kr_stage_0123abcd_${place}`;
const refused = { problems: [expect.objectContaining({ code: 'refused' })] };

async function fill(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await talk.command(`.create table ${name} (n: long)`);
    await talk.command(`.ingest inline into table ${name} <|\n1\n2`);
  }
}

test('who runs this is a name that a policy admits', async () => {
  expect(await gateways.database.security.principal()).toBe('aadapp=local;local');
});

test('a policy that lets one principal or nobody see rows is read back as such, also under another name, and any other is another', async () => {
  const { security } = gateways.database;
  await fill(own(1));
  expect(await security.rowSecurity(own(1))).toEqual({ kind: 'none' });
  for (const admitted of [
    { principal: 'aaduser=a-b@c.d;e.f' },
    'nobody',
    { principal: 'aadapp=local;local' },
  ] as const) {
    await security.admit(own(1), admitted);
    await security.admit(own(1), admitted);
    expect(await security.rowSecurity(own(1))).toEqual({ kind: 'own', of: own(1), admitted });
  }
  await talk.command(security.closing(own(1)));
  expect(await security.rowSecurity(own(1))).toEqual({ kind: 'own', of: own(1), admitted: 'nobody' });
  await talk.command(`.rename table ${own(1)} to Renamed`);
  expect(await security.rowSecurity('Renamed')).toMatchObject({ kind: 'own', of: own(1) });
  await talk.command('.alter table Renamed policy row_level_security enable "Renamed | where n == 1"');
  expect(await security.rowSecurity('Renamed')).toEqual({ kind: 'other' });
  await talk.command('.alter table Renamed policy row_level_security disable "Renamed | where n == 1"');
  expect(await security.rowSecurity('Renamed')).toEqual({ kind: 'none' });
});

test('a name that could be more than a name is never put into a policy', async () => {
  const { security } = gateways.database;
  for (const principal of ["aaduser=x') or true or ('", 'aadgroup=all@x', '', 'aaduser=a\\'])
    await expect(async () => security.admit(own(1), { principal })).rejects.toThrow('not a principal');
});

test('rows of the named tables are read although a policy is on them, and those of no other table are', async () => {
  const { database } = gateways;
  await fill(own(2), 'Secured', 'Plain');
  await database.security.admit(own(2), { principal: await database.security.principal() });
  await talk.command('.alter table Secured policy row_level_security enable "Secured | where n == 1"');
  const { read } = database.reading(new Set([own(2)]));
  const cursor = await read.cursor();
  const named = (name: string) => ({ name, columns });
  const reads = (of: typeof read, table: string): readonly (() => Promise<unknown>)[] => [
    () => of.rowsByExtent(table),
    () => of.fingerprint(table, columns, whole),
    () => of.wholePopulations(table, columns),
    () => of.populations([named(table)], cursor as Cursor),
  ];
  for (const one of reads(read, 'Secured')) await expect(one()).rejects.toMatchObject(refused);
  for (const one of reads(database.read, own(2))) await expect(one()).rejects.toMatchObject(refused);
  expect((await read.rowsByExtent(own(2)))[0]?.rows).toBe(2n);
  expect((await read.fingerprint(own(2), columns, whole)).rows).toBe(2n);
  expect((await read.wholePopulations(own(2), columns)).total).toBe(2n);
  const both = await read.populations([named('Plain'), named(own(2))], cursor);
  expect([...both].map(([name, { total }]) => [name, total]).toSorted()).toEqual([
    ['Plain', 2n],
    [own(2), 2n],
  ]);
  await expect(read.populations([named('Secured'), named(own(2))], cursor)).rejects.toMatchObject(refused);
  await expect(read.surplusRows(own(2), 'Secured', columns)).rejects.toMatchObject(refused);
});
