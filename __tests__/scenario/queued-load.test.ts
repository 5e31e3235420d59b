import { setTimeout as delay } from 'node:timers/promises';
import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.talk.command('.create table Direct (n: long, v: string)');
  await site.talk.command(
    ".append Direct with (creationTime='2024-05-01') <| range n from 1 to 10 step 1 | extend v='a'",
  );
  await site.talk.command('.append Direct <| range n from 11 to 20 step 1 | extend v="b"');
  await site.talk.command('.alter table Direct policy caching hot = 31d');
  await site.talk.command('.create table Typed (n: long, took: timespan)');
  await site.talk.command('.append Typed <| range n from 1 to 5 step 1 | extend took = n * 1s');
  expect((await site.cli('snapshot')).document.exitCode).toBe(0);
});
afterEach(() => site.talk.control({ faults: [], clock: { offset: 0 }, capacity: { ingestions: 12 } }));
afterAll(() => site.close());

const minute = 60_000;
const rowsOf = (table: string) => site.talk.query(`${table} | sort by n asc`);
const ages = () =>
  site.talk.command(
    '.show table Direct extents | summarize n=sum(RowCount) by d=startofyear(MaxCreatedOn) | sort by d asc',
  );

/** Asks until it is so, for a minute. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await isSo()) return;
    await delay(100);
  }
  throw new Error('It did not come to that within a minute.');
}

async function clear(): Promise<void> {
  for (const table of ['Direct', 'Typed']) await site.talk.command(`.clear table ${table} data`);
}

const receiving = async () =>
  (await site.talk.command('.show tables | project TableName')).flat().filter((name) => `${name}`.startsWith('kr_raw'));

test('a restore through the queue brings what a direct one does, and a copy that the service delivers after it was verified reaches no live table', async () => {
  const before = [await rowsOf('Direct'), await rowsOf('Typed'), await ages()];
  await clear();
  await site.talk.control({
    faults: [{ kind: 'late-duplicate', command: 'QueuedIngestion', count: 10, amount: 10 * minute }],
  });
  const run = await site.cli('restore', '--load', 'queued');
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
  expect(run.document.data.load).toBe('queued');
  expect(run.stderr).toContain('through the queue, as it was asked for');
  const loads = (await site.journal()).filter(({ text }) => text.startsWith('.ingest async'));
  expect(loads).toEqual([]);
  expect([await rowsOf('Direct'), await rowsOf('Typed'), await ages()]).toEqual(before);

  const tables = await receiving();
  expect(tables).toHaveLength(2);
  // What was received is not kept twice.
  expect(await site.talk.query(`union ${tables.join(', ')} | count`)).toEqual([[0]]);
  await site.talk.control({ clock: { offset: 11 * minute } });
  const arrived = async () => Number((await site.talk.query(`union ${tables.join(', ')} | count`))[0]?.[0]);
  await until(async () => (await arrived()) > 0);
  expect([await rowsOf('Direct'), await rowsOf('Typed')]).toEqual(before.slice(0, 2));
  expect((await site.cli('verify', '--level', 'contents')).document.verdict).toBe('pass');

  await site.talk.control({ clock: { offset: 4 * 24 * 60 * minute } });
  await site.talk.control({ run: 'background' });
  expect(await receiving()).toEqual([]);
});

test('a file that the service gives up for good is loaded directly, which says why it cannot be; the next run ends right, and goes the way that it is asked for', async () => {
  await clear();
  await site.talk.control({ capacity: { ingestions: 0 } });
  const seen = (await site.journal()).length;
  const running = site.cli('restore', '--load', 'queued', '--tables', 'Direct');
  const asked = async () =>
    (await site.journal()).slice(seen).find(({ text }) => /kr_raw\w+'\] \| summarize/.test(text));
  await Promise.race([until(async () => (await asked()) !== undefined), running]);
  const counted = await asked();
  // The one thing that cannot be cured: rows older than the table keeps any.
  const raw = /kr_raw\w+/.exec(counted?.text ?? '')?.[0] ?? '';
  await site.talk.command(`.alter-merge table ${raw} policy retention softdelete = 1d`);
  await site.talk.control({ capacity: { ingestions: 12 } });
  const { document } = await running;
  expect(document).toMatchObject({
    exitCode: 4,
    problems: [{ code: 'service', detail: expect.stringContaining('soft delete') }],
  });
  expect(await site.talk.query('Direct | count')).toEqual([[0]]);

  await site.talk.command(`.alter-merge table ${raw} policy retention softdelete = 365000d`);
  const before = (await site.journal()).length;
  const again = await site.cli('restore', '--tables', 'Direct', '--load', 'direct');
  // What was queued may still come, whatever way the rest takes.
  expect(again.document).toMatchObject({ exitCode: 0, verdict: 'pass', data: { load: 'queued' } });
  const sent = (await site.journal()).slice(before).map(({ text }) => text);
  expect(sent.filter((text) => text.startsWith('.ingest async'))).toHaveLength(1);
  expect(sent.some((text) => text.includes(`.drop table ['${raw}']`))).toBe(false);
  expect(await site.talk.query('Direct | count')).toEqual([[20]]);
});
