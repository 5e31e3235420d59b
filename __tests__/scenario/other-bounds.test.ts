import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrashSite } from './crash/crash-site.ts';

type Table = {
  readonly name: string;
  readonly kind: string;
  readonly bound: string;
  readonly exactness: { readonly kind: string; readonly reason?: string; readonly rows?: string };
  readonly populations: Readonly<Record<string, unknown>>;
  readonly fingerprint: { readonly rows: string };
  readonly view?: Readonly<Record<string, string>>;
};

interface Run {
  readonly exitCode: number | null;
  readonly document: {
    readonly verdict: string | null;
    readonly problems: readonly { readonly code: string; readonly summary: string; readonly next?: string }[];
    readonly outputs: Readonly<Record<string, string>>;
    readonly data: Readonly<Record<string, unknown>> & { readonly tables: readonly Table[] };
  };
  readonly output: string;
}

const names = ['Plain', 'Moving', 'Merged', 'Ranged', 'Viewed', 'Empty', 'Streamed'] as const;
type Name = (typeof names)[number];
const sites = new Map<Name, CrashSite>();

beforeAll(async () => {
  const opened = await CrashSite.openMany(names);
  for (const [index, name] of names.entries()) {
    const site = opened[index];
    if (site !== undefined) sites.set(name, site);
  }
});

afterAll(() => siteOf('Plain').close());

function siteOf(name: Name): CrashSite {
  const site = sites.get(name);
  if (site === undefined) throw new Error(name);
  return site;
}

async function run(site: CrashSite, verb: string, ...flags: readonly string[]): Promise<Run> {
  const { exitCode, output } = await site.run(verb, ...flags, '--json');
  return { exitCode, document: JSON.parse(output.slice(output.indexOf('{'))), output };
}

async function deployed(site: CrashSite, command: string): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bounds-'));
  try {
    await writeFile(join(folder, 'one.kql'), `${command}\n`);
    return await run(site, 'deploy', '--schema', folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const tableIn = ({ document: { data } }: Run, name: string): Table | undefined =>
  data.tables.find((table) => table.name === name);

/** What tries the forms of columns is exported elsewhere. */
const isSliceExport = (text: string): boolean => text.startsWith('.export') && text.includes('/tables/');

/** Two rows in each extent. */
async function fill({ talk }: CrashSite, table: string, policy: 'on' | 'off', extents = 3): Promise<void> {
  await talk.command(`.create table ${table} (Id:long, Note:string)`);
  if (policy === 'off') await talk.command(`.alter table ${table} policy ingestiontime false`);
  for (let at = 0; at < extents; at += 1) {
    await talk.command(`.ingest inline into table ${table} <|\n${2 * at + 1},a\n${2 * at + 2},b`);
  }
}

/** Does something while the snapshot waits at a request, as often as `isDue` says so; it is asked of every request, with the number of exports seen so far. */
async function disturbed(
  site: CrashSite,
  isDue: (text: string, exports: number) => boolean,
  act: () => Promise<unknown>,
  ...flags: readonly string[]
): Promise<Run> {
  let exports = 0;
  let failure: unknown;
  const at = (text: string): boolean => {
    if (isSliceExport(text)) exports += 1;
    return isDue(text, exports);
  };
  const meanwhile = async (): Promise<void> => {
    site.proxy.holdBefore(at, meanwhile);
    try {
      await act();
    } catch (error) {
      failure = error;
    }
  };
  site.proxy.holdBefore(at, meanwhile);
  const ended = await run(site, 'snapshot', ...flags);
  site.proxy.holdBefore(() => false, meanwhile);
  if (failure !== undefined) throw failure;
  return ended;
}

/** The record of the last of so many exports: all of them are written, and nothing was looked at yet. */
const afterExports = (count: number) => {
  let records = 0;
  return (text: string): boolean => {
    if (!/^PUT .*\/slices\//.test(text)) return false;
    records += 1;
    return records === 2 * count;
  };
};

describe('a table without ingestion times', () => {
  const site = () => siteOf('Plain');
  const rowsOf = (table: string) => site().talk.query(`${table} | sort by Id asc`);

  test('is taken whole, proven by its values, and protected', async () => {
    await fill(site(), 'Plain', 'off');
    await fill(site(), 'Timed', 'on', 1);
    const taken = await run(site(), 'snapshot');
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(tableIn(taken, 'Plain')).toMatchObject({
      kind: 'table',
      bound: 'whole-table',
      exactness: { kind: 'exact' },
      populations: { atCursor: '0', untimed: '6' },
      fingerprint: { rows: '6' },
    });
    expect(tableIn(taken, 'Plain')?.populations).not.toHaveProperty('newer');
    expect(tableIn(taken, 'Timed')).toMatchObject({ bound: 'cursor' });
    const status = await run(site(), 'status');
    expect(status.document.outputs).toMatchObject({ 'unprotected-tables': '' });
    const topUp = await run(site(), 'snapshot', '--top-up', 'latest', '--dry-run');
    expect(topUp.document.data.tables).toMatchObject([
      { name: 'Plain', rows: '6', notReused: expect.stringContaining('no cursor bounds its rows') },
      { name: 'Timed', reusedRows: '2' },
    ]);
  });

  test('comes back after rows were dropped, and is whole again', async () => {
    const before = await rowsOf('Plain');
    await site().talk.command('.delete table Plain records <| Plain | where Id > 2');
    const damaged = await run(site(), 'verify', '--level', 'counts');
    expect([damaged.document.verdict, damaged.document.outputs['failed-tables']]).toEqual(['fail', 'Plain']);
    const restored = await run(site(), 'restore');
    expect([restored.exitCode, restored.document.outputs['restored-tables']]).toEqual([0, 'Plain']);
    expect(await rowsOf('Plain')).toEqual(before);
    expect(await site().talk.command('.show table Plain policy ingestiontime | project Policy')).toEqual([
      ['{"IsEnabled":false}'],
    ]);
    expect((await run(site(), 'verify')).document.verdict).toBe('pass');
    expect((await run(site(), 'restore')).document.outputs['restored-tables']).toBe('');
  });

  test('is not restored over rows that the snapshot does not have, even where the number of rows does not tell', async () => {
    await site().talk.command('.delete table Plain records <| Plain | where Id <= 3');
    await site().talk.command('.ingest inline into table Plain <|\n77,new');
    const refused = await run(site(), 'restore');
    expect([refused.exitCode, refused.document.problems[0]?.code]).toEqual([3, 'refused']);
    expect(refused.document.problems[0]?.summary).toContain('Plain holds 1 row that the snapshot does not have');
    expect(await rowsOf('Plain')).toHaveLength(4);
    await site().talk.command('.delete table Plain records <| Plain | where Id == 77');
    expect((await run(site(), 'restore')).document.outputs['restored-tables']).toBe('Plain');
    await site().talk.command('.ingest inline into table Plain <|\n78,new');
    expect((await run(site(), 'verify')).document.verdict).toBe('unknown');
  });

  test('is covered before a loss only while all of its values are those of the snapshot', async () => {
    const { talk } = site();
    expect((await run(site(), 'snapshot')).exitCode).toBe(0);
    const before = await rowsOf('Plain');
    const clear = () => deployed(site(), '.clear table Plain data');
    await talk.command('.delete table Plain records <| Plain | where Id == 1');
    await talk.command('.ingest inline into table Plain <|\n1,other');
    const refused = await clear();
    expect([refused.exitCode, refused.document.problems[0]?.code]).toEqual([3, 'not-covered']);
    expect(await rowsOf('Plain')).toHaveLength(before.length);
    expect((await run(site(), 'snapshot')).exitCode).toBe(0);
    expect((await clear()).exitCode).toBe(0);
    expect(await rowsOf('Plain')).toEqual([]);
  });
});

describe('what changes a table without ingestion times while it is exported', () => {
  const acts = [
    ['T0', 'rows came or went', '.ingest inline into table T0 <|\n9,new'],
    ['T1', 'rows came or went', '.delete table T1 records <| T1 | where Id == 2'],
    [
      'T2',
      'values changed',
      '.update table T2 delete D append A <| let D = T2 | where Id == 3; let A = T2 | where Id == 3 | extend Note = "other";',
    ],
    ['T3', 'replaced or its columns changed', '.alter-merge table T3 (More:string)'],
    ['T4', 'replaced or its columns changed', '.rename tables T4=Twin, Twin=T4'],
    ['T5', undefined, '.show tables'],
  ] as const;
  const tables = acts.map(([name]) => name);
  const kindsIn = (taken: Run) => tables.map((name) => [name, tableIn(taken, name)?.exactness.kind]);

  test('is found, the table is named and what to do is said', async () => {
    const site = siteOf('Moving');
    for (const name of [...tables, 'Twin']) await fill(site, name, 'off', 2);
    const change = async () => {
      for (const [, , act] of acts) await site.talk.command(act);
    };
    const taken = await disturbed(site, afterExports(6), change, '--tables', 'T*,!Twin');
    expect([taken.exitCode, taken.document.verdict]).toEqual([5, 'unknown']);
    for (const [name, reason] of acts) {
      const { exactness } = tableIn(taken, name) ?? {};
      expect([name, exactness?.kind]).toEqual([name, reason === undefined ? 'exact' : 'fuzzy']);
      if (reason !== undefined) expect(exactness?.reason).toContain(reason);
    }
    expect(tableIn(taken, 'T0')?.exactness).toMatchObject({
      rows: '1',
      reason: expect.stringContaining(".alter table ['T0'] policy ingestiontime true"),
    });
    expect(taken.document.problems.map(({ summary }) => summary.split(' ')[0])).toEqual(tables.slice(0, 5));
    const { document } = await run(site, 'status');
    expect(document.outputs['unprotected-tables']).toBe('T0,T1,T2,T3,T4,Twin');
  });

  test('is exported again when that is asked for', async () => {
    const site = siteOf('Moving');
    const act = () => site.talk.command('.ingest inline into table T0 <|\n10,new');
    const taken = await disturbed(site, afterExports(6), act, '--tables', 'T*,!Twin', '--retry-fuzzy', '1');
    expect([taken.exitCode, kindsIn(taken)]).toEqual([0, tables.map((name) => [name, 'exact'])]);
    expect(tableIn(taken, 'T0')?.fingerprint.rows).toBe('6');
    expect((await run(site, 'verify', '--tables', 'T0')).document.verdict).toBe('pass');
  });

  test('and rows with finer times than any before are not taken for exact', async () => {
    const { talk } = siteOf('Moving');
    await talk.command('.create table Fine (At:datetime)');
    await talk.command('.alter table Fine policy ingestiontime false');
    await talk.command('.ingest inline into table Fine <|\n2026-01-01T00:00:00.000001Z');
    const swap = async () => {
      await talk.command(
        '.set-or-replace Fine with (policy_ingestiontime=false) <| print At=datetime(2026-01-01T00:00:00.0000017Z)',
      );
    };
    const taken = await disturbed(siteOf('Moving'), (text) => isSliceExport(text), swap, '--tables', 'Fine');
    expect(taken.document.data.tables[0]?.exactness).toMatchObject({
      kind: 'fuzzy',
      reason: expect.stringContaining('finer rest came into At'),
    });
  });
});

describe('a table without ingestion times that is too large for one slice', () => {
  const flags = ['--tables', 'T', '--slice-rows', '2', '--resume', 'never'] as const;
  const slicesOf = (site: CrashSite) => site.proxy.requests.filter(({ text }) => isSliceExport(text));

  test('is exported by extents, and begun anew when these were merged meanwhile', async () => {
    const site = siteOf('Merged');
    await fill(site, 'T', 'off', 4);
    const quiet = await run(site, 'snapshot', ...flags);
    expect([quiet.exitCode, quiet.document.verdict]).toEqual([0, 'pass']);
    expect(slicesOf(site)).toHaveLength(4);
    expect(slicesOf(site).every(({ text }) => /extent_id\(\) in \(guid\(/.test(text))).toBe(true);

    const merge = () => site.talk.control({ run: 'merge' });
    const taken = await disturbed(site, (text, exports) => isSliceExport(text) && exports === 3, merge, ...flags);
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(tableIn(taken, 'T')).toMatchObject({ exactness: { kind: 'exact' }, fingerprint: { rows: '8' } });
    expect((await run(site, 'verify', '--level', 'full')).document.verdict).toBe('pass');
    const [[extents] = []] = await site.talk.command('.show table T extents | count');
    expect(extents).toBe(1);
  });

  test('goes on after it was killed, also when its extents were merged before it does', async () => {
    const site = siteOf('Merged');
    await fill(site, 'Later', 'off', 4);
    let exports = 0;
    const at = (text: string): boolean => {
      if (isSliceExport(text)) exports += 1;
      return exports === 3;
    };
    const asked = ['--tables', 'Later', '--slice-rows', '2', '--json'];
    expect(await site.runKilled({ at, cut: 'before-answer' }, 'snapshot', ...asked)).toMatchObject({ exitCode: null });
    await site.talk.control({ run: 'merge' });
    const taken = await run(site, 'snapshot', ...asked.slice(0, -1));
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(taken.output).toContain('going on with snapshot');
    expect(tableIn(taken, 'Later')?.fingerprint.rows).toBe('8');

    const before = await site.talk.query('Later | sort by Id asc');
    await site.talk.command('.delete table Later records <| Later | where Id > 3');
    const swap = (text: string): boolean => text.startsWith('.rename tables');
    const flags = ['--tables', 'Later'] as const;
    expect(await site.runKilled({ at: swap, cut: 'before-answer' }, 'restore', ...flags)).toMatchObject({
      exitCode: null,
    });
    const restored = await run(site, 'restore', ...flags);
    expect([restored.exitCode, restored.document.outputs['restored-tables']]).toEqual([0, 'Later']);
    expect(await site.talk.query('Later | sort by Id asc')).toEqual(before);
  });

  test('stays fuzzy when its extents do not rest, and the pause of merges is the next step', async () => {
    const site = siteOf('Merged');
    const act = async () => {
      await site.talk.command('.create-merge table Shaken (Id:long, Note:string)');
      await site.talk.command('.move extents all from table T to table Shaken');
      await site.talk.command('.append T <| Shaken');
      await site.talk.command('.drop table Shaken');
    };
    const seen: number[] = [];
    const taken = await disturbed(
      site,
      (text, exports) => {
        const isDue = isSliceExport(text) && tableStarts(site, seen.length) && exports > 0;
        if (isDue) seen.push(exports);
        return isDue;
      },
      act,
      ...flags,
    );
    expect([taken.exitCode, taken.document.verdict]).toEqual([5, 'unknown']);
    expect(tableIn(taken, 'T')?.exactness.reason).toContain('pause merging by its merge policy');
    expect(taken.document.problems[0]?.next).toContain('its merges are paused');
    expect(seen).toHaveLength(3);
  });
});

test('rows that still lie in the row store are in no extent, and such a table is divided by hash', async () => {
  const site = siteOf('Streamed');
  await fill(site, 'T', 'off', 2);
  await site.talk.command(`.alter table T policy streamingingestion '{"IsEnabled":true}'`);
  const rows = Array.from({ length: 6 }, (_, index) => `${100 + index},s`).join('\n');
  const path = `${site.proxy.connection.cluster}/v1/rest/ingest/Streamed/T?streamFormat=Csv`;
  const answer = await fetch(path, { method: 'POST', body: rows });
  expect(answer.status).toBe(200);
  const taken = await run(site, 'snapshot', '--slice-rows', '4');
  expect([taken.exitCode, tableIn(taken, 'T')?.exactness]).toEqual([0, { kind: 'exact' }]);
  expect(tableIn(taken, 'T')?.fingerprint.rows).toBe('10');
  const exports = site.proxy.requests.filter(({ text }) => isSliceExport(text));
  expect(exports.length).toBeGreaterThan(1);
  expect(exports.some(({ text }) => text.includes('extent_id()'))).toBe(false);
});

/** Whether as many plans as the rounds before were stored: the next export is the first of another round. */
function tableStarts(site: CrashSite, rounds: number): boolean {
  const plans = site.proxy.requests.filter(({ text }) => /^PUT .*\/intent\.json/.test(text)).length;
  return plans > rounds;
}

describe('a range of ingestion times', () => {
  const site = () => siteOf('Ranged');

  test('holds the rows of that time and no others, and says what it leaves out', async () => {
    const { talk } = site();
    await talk.command('.create table T (Id:long)');
    await talk.command('.alter table T policy ingestiontime false');
    await talk.command('.ingest inline into table T <|\n0');
    await talk.command('.alter table T policy ingestiontime true');
    const stamps: string[] = [];
    for (const id of [1, 2, 3]) {
      await talk.command(`.ingest inline into table T <|\n${id}`);
      const [[stamp] = []] = await talk.query(`T | where Id == ${id} | project tostring(ingestion_time())`);
      stamps.push(String(stamp));
    }
    const whole = await run(site(), 'snapshot');
    const [, from = '', before = ''] = stamps;
    const taken = await run(site(), 'snapshot', '--ingested-from', from, '--ingested-before', before);
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(tableIn(taken, 'T')).toMatchObject({
      fingerprint: { rows: '1' },
      populations: { atCursor: '1', untimed: '0', newer: '0', leftOut: { outside: '2', untimed: '1' } },
    });
    const id = taken.document.outputs['snapshot-id'] ?? '';

    const latest = whole.document.outputs['snapshot-id'];
    expect((await run(site(), 'verify')).document.outputs['snapshot-id']).toBe(latest);
    expect((await run(site(), 'status')).document.outputs).toMatchObject({ latest, 'unprotected-tables': '' });
    const topUp = await run(site(), 'snapshot', '--top-up', id);
    expect([topUp.exitCode, topUp.document.problems[0]?.summary]).toEqual([
      3,
      expect.stringContaining('only a snapshot of all rows can be topped up'),
    ]);

    expect((await run(site(), 'verify', '--snapshot', id, '--level', 'full')).document.verdict).toBe('pass');
    await talk.command('.delete table T records <| T | where Id == 3');
    expect((await run(site(), 'verify', '--snapshot', id)).document.verdict).toBe('pass');
    await talk.command('.delete table T records <| T | where Id == 2');
    expect((await run(site(), 'verify', '--snapshot', id)).document.verdict).toBe('fail');
    const refused = await run(site(), 'restore', '--snapshot', id);
    expect([refused.exitCode, refused.document.problems[0]?.summary]).toEqual([
      3,
      expect.stringContaining('holds only a range of ingestion times'),
    ]);
  });

  test('protects nothing', async () => {
    const { talk } = site();
    await site().emptyStorage();
    const { output } = await site().run('snapshot', '--ingested-from', '2100-01-01');
    expect(output).toContain('1 rows of other times are left out, and 1 rows without ingestion time');
    const { outputs } = (await run(site(), 'status')).document;
    expect(outputs).toMatchObject({ snapshots: '1', latest: '', 'unprotected-tables': 'T' });
    const refused = await deployed(site(), '.clear table T data');
    expect(JSON.stringify(refused.document.problems)).toContain('holds only a range of its rows');
    expect(await talk.query('T | where isnotnull(ingestion_time()) | count')).toEqual([[1]]);
    expect((await run(site(), 'verify')).exitCode).toBe(10);
  });

  test('is refused where there are no ingestion times, and where it is empty or no time', async () => {
    await fill(site(), 'Untimed', 'off');
    const refused = await run(site(), 'snapshot', '--ingested-from', '2026-01-01');
    expect([refused.exitCode, refused.document.problems.map(({ summary }) => summary)]).toEqual([
      3,
      [expect.stringContaining('Untimed has its IngestionTime policy off')],
    ]);
    const range = ['--ingested-from', '2026-01-02', '--ingested-before', '2026-01-01'];
    const empty = await run(site(), 'snapshot', ...range, '--top-up', 'latest');
    expect([empty.exitCode, empty.document.problems.map(({ code }) => code)]).toEqual([2, ['input', 'input']]);
    const none = await run(site(), 'snapshot', '--ingested-from', '2026-02-30');
    expect([none.exitCode, none.document.problems[0]?.summary]).toEqual([2, expect.stringContaining('is not a time')]);
  });
});

describe('materialized views', () => {
  const site = () => siteOf('Viewed');
  let id = '';

  test('are data of their own, by name or glob', async () => {
    const { talk } = site();
    await talk.command('.create table Facts (Id:long, Note:string)');
    await talk.command('.create materialized-view Counts on table Facts { Facts | summarize Rows=count() by Note }');
    await talk.command('.create materialized-view Newest on table Facts { Facts | summarize arg_max(Id, *) by Note }');
    await talk.command('.ingest inline into table Facts <|\n1,a\n2,b\n3,b');
    const without = await run(site(), 'snapshot', '--dry-run');
    expect(without.document.data.tables.map(({ name }) => name)).toEqual(['Facts']);
    const summary = 'Materialized views whose rows the snapshot does not hold: Counts, Newest.';
    expect(without.document.data.findings).toContainEqual(expect.objectContaining({ name: 'views-not-held', summary }));
    const taken = await run(site(), 'snapshot', '--views', '*,!Newest');
    id = taken.document.outputs['snapshot-id'] ?? '';
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(tableIn(taken, 'Counts')).toMatchObject({
      kind: 'materialized-view',
      bound: 'whole-table',
      exactness: { kind: 'exact' },
      fingerprint: { rows: '2' },
      view: { source: 'Facts', query: expect.stringContaining('summarize Rows=count() by Note') },
    });
    expect(tableIn(taken, 'Newest')).toBeUndefined();
    const { document } = await run(site(), 'status');
    expect(document.data.viewsNotHeld).toEqual(['Newest']);
    const unknown = await run(site(), 'snapshot', '--views', 'Nothing*');
    expect([unknown.exitCode, unknown.document.problems[0]?.summary]).toEqual([
      10,
      'No materialized view matches Nothing*.',
    ]);
  });

  test('are compared, left out of a restore, and refused by it when named', async () => {
    const { talk } = site();
    expect((await run(site(), 'verify', '--level', 'full')).document.verdict).toBe('pass');
    await talk.command('.ingest inline into table Facts <|\n8,a');
    const changed = await run(site(), 'verify');
    expect([changed.document.verdict, changed.document.outputs['failed-tables']]).toEqual(['fail', 'Counts']);
    const restored = await site().run('restore');
    expect([restored.exitCode, restored.output]).toEqual([0, expect.stringContaining('left out: Counts')]);
    const refused = await run(site(), 'restore', '--tables', 'Counts');
    expect([refused.exitCode, refused.document.problems[0]?.summary]).toEqual([
      3,
      'Counts is a materialized view, which nothing can be loaded into: the service fills it from its source table.',
    ]);
    await talk.command('.drop materialized-view Counts');
    const gone = await run(site(), 'verify', '--snapshot', id, '--level', 'counts');
    expect(gone.document.problems.map(({ summary }) => summary)).toEqual(['Materialized view Counts is gone.']);
  });

  test('that are unhealthy, or change meanwhile, are fuzzy, and nothing else is', async () => {
    const { talk } = site();
    await talk.command('.create materialized-view Sums on table Facts { Facts | summarize Sum=sum(Id) by Note }');
    await talk.command('.ingest inline into table Facts <|\n4,b');
    await talk.command('.disable materialized-view Sums');
    const act = () => talk.command('.ingest inline into table Facts <|\n9,z');
    const taken = await disturbed(site(), afterExports(3), act, '--views', '*');
    expect(taken.exitCode).toBe(5);
    expect(taken.document.data.tables.map(({ name, exactness }) => [name, exactness.kind])).toEqual([
      ['Facts', 'exact'],
      ['Newest', 'fuzzy'],
      ['Sums', 'fuzzy'],
    ]);
    expect(tableIn(taken, 'Newest')?.exactness.reason).toContain('while nothing comes into its source table');
    expect(tableIn(taken, 'Sums')?.exactness.reason).toContain('unhealthy');
  });
});

test('an empty database, empty tables of both kinds and an empty view are taken, verified and restored', async () => {
  const site = siteOf('Empty');
  const { talk } = site;
  const nothing = await run(site, 'snapshot', '--views', '*');
  expect([nothing.exitCode, nothing.document.verdict, nothing.document.data.tables]).toEqual([0, 'pass', []]);
  await talk.command('.create table Timed (Id:long)');
  await talk.command('.create table Untimed (Id:long)');
  await talk.command('.alter table Untimed policy ingestiontime false');
  await talk.command('.create materialized-view None on table Timed { Timed | summarize count() by Id }');
  const taken = await run(site, 'snapshot', '--views', '*');
  expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
  expect(taken.document.data.tables.map(({ name, fingerprint: { rows } }) => [name, rows])).toEqual([
    ['None', '0'],
    ['Timed', '0'],
    ['Untimed', '0'],
  ]);
  expect((await run(site, 'verify', '--level', 'full')).document.verdict).toBe('pass');
  await talk.command('.drop table Untimed');
  const restored = await run(site, 'restore');
  expect([restored.exitCode, restored.document.outputs['restored-tables']]).toEqual([0, 'Untimed']);
});
