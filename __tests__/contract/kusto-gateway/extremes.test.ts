import { columnTypes } from '../../../src/domain/column.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { databasePaths, formProofPath } from '../../../src/domain/snapshot/paths.ts';
import { type ProofWorld, proveForms, proveFormsOfBoth } from '../../../src/procedures/prove-forms.ts';
import { startLocalCluster } from '../../fixtures/local-cluster.ts';
import { openGateways } from '../../fixtures/opened-gateways.ts';

let cluster: Awaited<ReturnType<typeof startLocalCluster>>;
let world: ProofWorld;
const warnings: string[] = [];

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  const opened = openGateways(cluster);
  const paths = databasePaths(opened.database.clusterHost, opened.database.name);
  const silent = () => undefined;
  const progress = { phase: silent, note: silent, warn: (text: string) => void warnings.push(text), advance: silent };
  world = { ...opened, progress, paths };
});
afterAll(() => cluster.stop());

const every = (state: string) => Object.fromEntries(columnTypes.map((type) => [type, state]));

async function listed(): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of world.store.list(`${world.paths.control}/forms/`)) paths.push(path);
  return paths;
}

test('extreme values of every type come back from the file, the answer is kept per version, and nothing else is', async () => {
  expect(await proveForms('1.0 (a)', world)).toEqual(every('proven'));
  expect(await listed()).toEqual([formProofPath(world.paths, '1.0 (a)')]);
  const silent: ProofWorld = {
    ...world,
    database: {
      ...world.database,
      export: { ...world.database.export, writeExtremes: () => Promise.reject(new Error('asked twice')) },
    },
  };
  expect(await proveForms('1.0 (a)', silent)).toEqual(every('proven'));
  await expect(proveForms('2.0', silent)).rejects.toThrow('asked twice');
});

test.each(columnTypes)('a %s that the engine has and the file has not is found, and no other type', async (type) => {
  const { writeExtremes } = world.database.export;
  const other: ProofWorld = {
    ...world,
    database: {
      ...world.database,
      export: {
        ...world.database.export,
        async writeExtremes(destination) {
          const written = await writeExtremes(destination);
          const sum = written.sums.get(`c_${type}`);
          if (sum === undefined) throw new Error(type);
          const sums = new Map(written.sums).set(`c_${type}`, { ...sum, low: sum.low + 1n });
          return { ...written, sums };
        },
      },
    },
  };
  expect(await proveForms(`differs in ${type}`, other)).toEqual({ ...every('proven'), [type]: 'differs' });
});

test('what cannot be tried is unknown, told, and tried again', async () => {
  const { database, store } = world;
  const lost: ProofWorld = { ...world, store: { ...store, inspect: async () => undefined } };
  expect(await proveForms('3.0', lost)).toEqual(every('unknown'));
  expect(warnings.at(-1)).toContain('could not be tried');
  expect(await proveForms('3.0', { ...world, database })).toEqual(every('proven'));
});

test('a cluster without room is asked again, and what is proven stays so when its file cannot be removed', async () => {
  const { writeExtremes } = world.database.export;
  let asked = 0;
  const busy = async (destination: string) => {
    asked += 1;
    if (asked < 3) throw problemError({ code: 'service', summary: 'busy', transient: true, busy: true });
    return writeExtremes(destination);
  };
  const kept: ProofWorld = {
    ...world,
    clock: { ...world.clock, sleep: async () => undefined },
    database: { ...world.database, export: { ...world.database.export, writeExtremes: busy } },
    store: {
      ...world.store,
      remove: () => Promise.reject(problemError({ code: 'service', summary: 'write once' })),
    },
  };
  expect(await proveForms('5.0', kept)).toEqual(every('proven'));
  expect([asked, warnings.at(-1)]).toEqual([3, expect.stringContaining('could not be removed')]);
  expect((await world.store.read(formProofPath(world.paths, '5.0')))?.body).toContain('"proven"');
});

test('a snapshot that goes on on another version is as good as both are', async () => {
  expect(await proveFormsOfBoth('6.0', '6.0', world)).toEqual(every('proven'));
  expect(await proveFormsOfBoth('6.0', '7.0', world)).toEqual(every('proven'));
  expect(await proveFormsOfBoth('never tried', '7.0', world)).toEqual(every('unknown'));
});

test('a record that is damaged is made anew', async () => {
  const path = formProofPath(world.paths, '4.0');
  await world.store.write(path, '{"formatVersion":1}', { kind: 'if-absent' });
  expect(await proveForms('4.0', world)).toEqual(every('proven'));
  expect((await world.store.read(path))?.body).toContain('"proven"');
});
