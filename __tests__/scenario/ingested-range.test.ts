import { deployed, fill, run, tableIn } from './bounded-snapshots.ts';
import { sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Ranged']);

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
