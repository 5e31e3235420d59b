import { CrashSite } from './crash/crash-site.ts';

const count = 300;
/** One table in so many has rows, which cost requests of their own. */
const rowsEvery = 30;
const names = Array.from({ length: count }, (_, place) => `Table number ${place}`);
const filled = names.filter((_, place) => place % rowsEvery === 0);

let site: CrashSite;
beforeAll(async () => {
  const [open] = await CrashSite.openMany(['Many']);
  if (open === undefined) throw new Error('There is no database.');
  site = open;
  await site.talk.command(`.create tables ${names.map((name) => `['${name}'] (n: long, t: string)`).join(', ')}`);
  for (const name of filled) await site.talk.command(`.ingest inline into table ['${name}'] <|\n1,a\n2,b`);
});
afterAll(() => site.close());

interface Seen {
  readonly exitCode: number | null;
  readonly tables: readonly {
    /** In a snapshot. */
    readonly name?: string;
    readonly exactness?: { readonly kind: string };
    /** In a verification. */
    readonly table?: string;
  }[];
  readonly outputs: Readonly<Record<string, string>>;
  /** How many requests went to the cluster, and how many to the storage. */
  readonly statements: number;
  readonly blobs: number;
}

async function run(verb: string, ...flags: readonly string[]): Promise<Seen> {
  const { exitCode, output } = await site.run(verb, '--json', ...flags);
  const { data, outputs } = JSON.parse(output.slice(output.indexOf('{\n')));
  const toStorage = site.proxy.requests.filter(({ text }) => /^(?:GET|PUT|HEAD|DELETE) \/local/.test(text)).length;
  const statements = site.proxy.requests.length - toStorage;
  return { exitCode, tables: data.tables, outputs, statements, blobs: toStorage };
}

test('of three hundred tables every one is in the snapshot and compared, for few requests, and the two that differ are named', async () => {
  const taken = await run('snapshot');
  expect(taken.exitCode).toBe(0);
  expect(taken.tables.map(({ name, exactness }) => `${name} ${exactness?.kind}`)).toEqual(
    names.map((name) => `${name} exact`).toSorted(),
  );
  expect(taken.statements).toBeLessThan(count / 4);
  expect(taken.blobs).toBeLessThan(4 * count);

  const verified = await run('verify');
  expect([verified.exitCode, verified.tables.map(({ table }) => table)]).toEqual([0, names.toSorted()]);
  expect(verified.statements).toBeLessThan(count / 6);
  expect(verified.blobs).toBeLessThan(3.5 * count);

  const [damaged = '', gone = ''] = [filled[3], names[7]];
  await site.talk.command(`.delete table ['${damaged}'] records <| ['${damaged}'] | where n == 1`);
  await site.talk.command(`.drop table ['${gone}']`);
  const again = await run('verify');
  expect([again.exitCode, again.outputs['failed-tables']?.split(',').toSorted()]).toEqual([
    3,
    [damaged, gone].toSorted(),
  ]);
});
