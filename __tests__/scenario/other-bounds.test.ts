import { afterExports, deployed, disturbed, fill, isSliceExport, type Run, run, tableIn } from './bounded-snapshots.ts';
import { type CrashSite, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Plain', 'Moving', 'Merged', 'Streamed']);

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
