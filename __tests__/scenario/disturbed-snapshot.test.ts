import { seededRandom } from '../fixtures/seeded-random.ts';
import { CrashSite } from './crash/crash-site.ts';

type Talk = CrashSite['talk'];
type Disturbance = readonly [what: string, act: (talk: Talk, table: string) => Promise<unknown>];

const rounds = 10;
const names = Array.from({ length: 10 }, (_, index) => `T${index}`);

/** Rows that lie in the row store until they are sealed. */
async function stream({ cluster, database }: Talk, table: string): Promise<void> {
  const path = `${cluster.cluster}/v1/rest/ingest/${database}/${table}?streamFormat=Csv`;
  const { status } = await fetch(path, { method: 'POST', body: '94,new\n95,new' });
  if (status !== 200) throw new Error(`the stream was answered with ${status}`);
}

/** What happens all day and changes nothing at or before the cursor. */
const harmless: readonly [Disturbance, ...Disturbance[]] = [
  ['rows ingested', (talk, table) => talk.command(`.ingest inline into table ${table} <|\n91,new\n92,new`)],
  ['rows appended by a query', (talk, table) => talk.command(`.append ${table} <| print Id=93, Note="new"`)],
  ['extents merged', (talk) => talk.control({ run: 'merge' })],
  ['rows streamed in', (talk, table) => stream(talk, table)],
  [
    'rows streamed in and sealed',
    async (talk, table) => {
      await stream(talk, table);
      await talk.control({ run: 'seal' });
    },
  ],
  ['nothing', async () => undefined],
];

/** What takes rows away from before the cursor, brings some there, or makes another table of it. */
const harmful: readonly [Disturbance, ...Disturbance[]] = [
  ['rows deleted', (talk, table) => talk.command(`.delete table ${table} records <| ${table} | where Id == 2`)],
  [
    'rows updated',
    (talk, table) =>
      talk.command(
        `.update table ${table} delete D append A <| let D = ${table} | where Id == 3; let A = ${table} | where Id == 3 | extend Note = "other";`,
      ),
  ],
  ['table cleared', (talk, table) => talk.command(`.clear table ${table} data`)],
  [
    'contents replaced',
    (talk, table) => talk.command(`.set-or-replace ${table} <| range Id from 1 to 6 step 1 | extend Note = "x"`),
  ],
  [
    'extents replaced by as many rows',
    (talk, table) =>
      talk.command(
        `.replace extents in table ${table} <| { .show table ${table} extents }, { .show table Twin_${table} extents }`,
      ),
  ],
  [
    'older extents moved in',
    (talk, table) => talk.command(`.move extents all from table Twin_${table} to table ${table}`),
  ],
  [
    'rows expired',
    async (talk, table) => {
      await talk.command(`.alter-merge table ${table} policy retention softdelete = 0s`);
      await talk.control({ run: 'retention' });
    },
  ],
  ['extents dropped', (talk, table) => talk.command(`.drop extents <| .show table ${table} extents`)],
  ['tables swapped', (talk, table) => talk.command(`.rename tables Twin_${table}=${table}, ${table}=Twin_${table}`)],
];

async function fill(talk: Talk): Promise<void> {
  for (const name of names.flatMap((one) => [`Twin_${one}`, one])) {
    await talk.command(`.create table ${name} (Id:long, Note:string)`);
    await talk.command(`.alter table ${name} policy streamingingestion '{"IsEnabled":true}'`);
    for (const first of [1, 3, 5]) {
      await talk.command(`.ingest inline into table ${name} <|\n${first},a\n${first + 1},b`);
    }
  }
}

/** Holds the snapshot at one of its exports, after everything was planned and counted, while all of it happens. */
async function disturb(
  site: CrashSite,
  at: number,
  acts: readonly (() => Promise<unknown>)[],
  ...flags: readonly string[]
) {
  let seen = 0;
  const isDue = (text: string): boolean => {
    if (text.startsWith('.export')) seen += 1;
    return seen === at;
  };
  const done = Promise.withResolvers<void>();
  site.proxy.holdBefore(isDue, async () => {
    try {
      for (const act of acts) await act();
      done.resolve();
    } catch (error) {
      done.reject(error);
    }
  });
  const run = site.run('snapshot', '--tables', 'T*,!Twin*', '--slice-rows', '2', '--json', ...flags);
  await done.promise;
  const { exitCode, output } = await run;
  return { exitCode, document: JSON.parse(output.slice(output.indexOf('{'))) };
}

test('whatever happens to tables while a snapshot runs, it is found where it matters, and only there', async () => {
  const random = seededRandom(20261120);
  const sites = await CrashSite.openMany(Array.from({ length: rounds }, (_, round) => `Round${round}`));
  const told: string[] = [];
  try {
    for (const site of sites) {
      const { talk } = site;
      await fill(talk);
      const plan = names.map((name) => {
        const isHarmful = random.below(3) > 0;
        const [what, act] = random.pick(isHarmful ? harmful : harmless);
        return { name, isHarmful, what, act: () => act(talk, name) };
      });
      const at = 1 + random.below(20);
      const { exitCode, document } = await disturb(
        site,
        at,
        plan.map(({ act }) => act),
      );
      const seen = document.data.tables.map((table: { name: string; exactness: { kind: string } }) => [
        table.name,
        table.exactness.kind,
      ]);
      const expected = plan.map(({ name, isHarmful }) => [name, isHarmful ? 'fuzzy' : 'exact']);
      random.check(() => {
        expect({ at, plan, seen }).toEqual({ at, plan, seen: expected });
        expect([document.verdict, exitCode]).toEqual(['unknown', 5]);
        for (const { name, isHarmful } of plan)
          expect(JSON.stringify(document.problems).includes(`${name} is fuzzy`)).toBe(isHarmful);
      });
      told.push(...plan.map(({ what }) => what));
    }
  } finally {
    await sites[0]?.close();
  }
  expect(told).toHaveLength(100);
  expect(new Set(told).size).toBe(harmful.length + harmless.length);
});

test('columns that change while a snapshot runs are found, and their table is named', async () => {
  const changes = ['.drop column T0.Note', '.alter-merge table T0 (More:string)', '.alter column T0.Id type=string'];
  const sites = await CrashSite.openMany(['Dropped', 'Added', 'Retyped']);
  try {
    for (const [index, site] of sites.entries()) {
      await fill(site.talk);
      const { exitCode, document } = await disturb(site, 3, [() => site.talk.command(changes[index] ?? '')]);
      expect(exitCode).not.toBe(0);
      expect(document.verdict).not.toBe('pass');
      expect(JSON.stringify(document.problems)).toContain('T0');
    }
  } finally {
    await sites[0]?.close();
  }
});

test('tables that turned out fuzzy are exported again at a later cursor when asked for, and the snapshot is exact', async () => {
  const [site] = await CrashSite.openMany(['Again']);
  if (site === undefined) throw new Error('no site');
  const { talk } = site;
  try {
    await fill(talk);
    const acts = [
      () => talk.command('.delete table T1 records <| T1 | where Id == 2'),
      () => talk.command('.ingest inline into table T2 <|\n91,new'),
    ];
    const { exitCode, document } = await disturb(site, 5, acts, '--retry-fuzzy', '2');
    expect({ exitCode, verdict: document.verdict }).toEqual({ exitCode: 0, verdict: 'pass' });
    const { tables } = document.data;
    expect(tables.map(({ name }: { name: string }) => name)).toEqual(names);
    const cursors = new Map(tables.map((table: { name: string; cursor: string }) => [table.name, table.cursor]));
    expect(tables.filter(({ cursor }: { cursor: string }) => cursor !== cursors.get('T0'))).toMatchObject([
      { name: 'T1', fingerprint: { rows: '5' }, exactness: { kind: 'exact' } },
    ]);
    // By the way by which it was written: the proxy puts its own address into what is stored.
    expect(await site.run('verify')).toMatchObject({ exitCode: 0 });
    const files = [...(await site.blobs(`/${document.data.snapshotId}/tables/0001-T1/`)).keys()];
    expect(files.filter((name) => name.endsWith('.parquet'))).toEqual([]);
  } finally {
    await site.close();
  }
});

test('a column that is dropped and made again while a snapshot runs has other values, and is found', async () => {
  const [site] = await CrashSite.openMany(['Mended']);
  if (site === undefined) throw new Error('no site');
  const { talk } = site;
  try {
    await fill(talk);
    const acts = ['.drop column T0.Note', '.alter-merge table T0 (Note:string)'].map(
      (text) => () => talk.command(text),
    );
    // Rows are exported in their order; at the last of them all of the first table are written.
    const { exitCode, document } = await disturb(site, 20, acts);
    const kinds = document.data.tables.map((table: { exactness: { kind: string } }) => table.exactness.kind);
    expect([exitCode, document.verdict]).toEqual([5, 'unknown']);
    expect(kinds).toEqual(['fuzzy', ...names.slice(1).map(() => 'exact')]);
  } finally {
    await site.close();
  }
});

test('an interrupted snapshot goes on with what the database is then: new tables are in it, changed ones anew, and those that are gone are not', async () => {
  const [site] = await CrashSite.openMany(['Moved']);
  if (site === undefined) throw new Error('no site');
  const { talk } = site;
  try {
    await fill(talk);
    const flags = ['--tables', 'T*,!Twin*', '--json'];
    let exports = 0;
    const at = (text: string): boolean => {
      if (text.startsWith('.export')) exports += 1;
      return exports === 6;
    };
    expect(await site.runKilled({ at, cut: 'after-answer' }, 'snapshot', ...flags)).toMatchObject({ exitCode: null });
    await talk.command('.create table T_new (Id:long)');
    await talk.command('.append T_new <| print Id=1');
    await talk.command('.drop table T8');
    await talk.command('.drop column T9.Note');
    const { exitCode, output } = await site.run('snapshot', ...flags);
    const { data, verdict } = JSON.parse(output.slice(output.indexOf('{')));
    expect([exitCode, verdict]).toEqual([0, 'pass']);
    expect(data.tables.map(({ name }: { name: string }) => name)).toEqual([...names.slice(0, 8), 'T9', 'T_new']);
    expect(data.tables.find(({ name }: { name: string }) => name === 'T9').columns).toHaveLength(1);
    expect(site.proxy.requests.filter(({ text }) => text.startsWith('.export')).length).toBeLessThan(10);
  } finally {
    await site.close();
  }
});
