import { setTimeout as delay } from 'node:timers/promises';
import { tryAs } from '../contract/local-cluster/ask-as.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';

const reader = 'aaduser=reader;elsewhere';
const policy = (table: string) => `.alter table ${table} policy row_level_security enable "${table} | where n == 1"`;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(async () => {
  expect(await leaksOf(site)).toEqual([]);
  await site.close();
});

/** A table of three rows with its snapshot, which has lost them and got a row and a policy since. */
async function damaged(table: string): Promise<string> {
  await site.talk.command(`.create table ${table} (n: long, at: timespan)`);
  await site.talk.command(`.ingest inline into table ${table} <|\n1,00:00:01\n2,00:00:02\n3,00:00:03`);
  const { document } = await site.cli('snapshot', '--tables', table);
  expect(document.exitCode).toBe(0);
  await site.talk.command(`.clear table ${table} data`);
  await site.talk.command(`.ingest inline into table ${table} <|\n1,00:00:09\n9,00:00:09`);
  await site.talk.command(policy(table));
  return document.outputs['snapshot-id'] ?? '';
}
const restore = (table: string, ...flags: readonly string[]) => site.cli('restore', '--tables', table, ...flags);
const discard = ['--newer-rows', 'discard'];
const rowsOf = (table: string) => site.talk.query(`${table} | project n | order by n asc`);
const policyOf = async (table: string) =>
  JSON.parse(String((await site.talk.command(`.show table ${table} policy row_level_security`))[0]?.[2]));
const ownTables = async () =>
  (await site.talk.command('.show tables | project TableName'))
    .map(([name]) => String(name))
    .filter((name) => name.startsWith('kr_'));

/** What somebody else gets to see while some work is done: every table of the tool, again and again, and the live one. */
async function watched<T>(table: string, work: () => Promise<T>): Promise<{ answer: T; seen: Set<string> }> {
  const seen = new Set<string>();
  let isOver = false;
  const watch = async (): Promise<void> => {
    while (!isOver) {
      for (const name of [...(await ownTables()), table]) {
        const answer = await tryAs(site.cluster, reader, `['${name}'] | project n`);
        const said = typeof answer === 'string' ? 'an error' : JSON.stringify(answer.flat().toSorted());
        seen.add(`${name.replace(/_[0-9a-f]{8}_\d+$/, '')}: ${said}`);
      }
      await delay(2);
    }
  };
  const watching = watch();
  const answer = await work().finally(() => {
    isOver = true;
  });
  await watching;
  return { answer, seen };
}

test('a table with row level security comes back whole, and nobody else ever sees a staged or a kept row', async () => {
  await damaged('Sales');
  const before = (await site.journal()).length;
  const { answer, seen } = await watched('Sales', () => restore('Sales', ...discard));
  expect(answer.document).toMatchObject({
    exitCode: 0,
    outputs: { verdict: 'pass' },
    data: { tables: [{ name: 'Sales', rows: '3', judgedBy: 'identity-and-extents' }] },
  });
  expect(await rowsOf('Sales')).toEqual([[1]]);
  expect(await policyOf('Sales')).toEqual({ IsEnabled: true, Query: 'Sales | where n == 1' });
  expect(await site.talk.command('.show table Sales extents | summarize sum(RowCount)')).toEqual([[3]]);
  const allowed = /^(kr_\w+: (\[\]|an error)|Sales: (\[1\]|an error))$/;
  expect([...seen].filter((one) => !allowed.test(one))).toEqual([]);
  expect([...seen].some((one) => one.startsWith('kr_stage'))).toBe(true);
  const texts = (await site.journal()).slice(before).map(({ text }) => text);
  for (const purpose of ['raw', 'stage']) {
    const own = texts.filter((text) => text.includes(`kr_${purpose}_`) && !text.startsWith('.create'));
    const secured = own.findIndex((text) => text.includes('policy row_level_security enable'));
    const filled = own.findIndex((text) => /^\.(ingest|append|move)/.test(text));
    expect(secured).toBeGreaterThanOrEqual(0);
    expect(filled).toBeGreaterThan(secured);
  }
  const last = texts.findIndex((text) => text.startsWith('.rename tables'));
  const after = texts.slice(last + 1).filter((text) => /^\.alter.*row_level_security/.test(text));
  expect(after[0]).toContain("['Sales'] policy row_level_security enable");
  expect(after[1]).toContain('where false');
});

test('the plan tells what the table holds by its extents, and a restore without the word is refused with what to say', async () => {
  await damaged('Planned');
  const effects = await site.effectsOf(async () => {
    const planned = await restore('Planned', ...discard, '--dry-run');
    expect(planned.document).toMatchObject({ exitCode: 0, data: { tables: [{ nowRows: '2', snapshotRows: '3' }] } });
    expect(planned.document.data).not.toHaveProperty('tables.0.newerRows');
    expect(JSON.stringify(planned.document.data)).toContain('ends in an error for everybody');
    for (const [flags, why] of [
      [[], /cannot be counted/],
      [['--newer-rows', 'keep'], /cannot be kept exactly/],
    ] as const) {
      const { document } = await restore('Planned', ...flags);
      expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
      expect(document.problems[0]?.summary).toMatch(why);
      expect(document.problems[0]?.next).toContain('newer-rows: discard');
    }
    const { document } = await site.cli('restore', ...discard);
    expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
    expect(document.problems[0]?.summary).toContain('Whether Planned is damaged cannot be told');
  });
  expect(effects).toEqual(noEffects);
});

test('what cannot be right stays refused: other columns, deletions that the policy filtered, another name, update policies', async () => {
  await damaged('Refused');
  const refused = async (flags: readonly string[], why: RegExp): Promise<void> => {
    const effects = await site.effectsOf(async () => {
      const { document } = await restore('Refused', ...flags);
      expect(document.exitCode).toBe(3);
      expect(document.problems.map(({ summary, detail }) => `${summary} ${detail ?? ''}`).join('\n')).toMatch(why);
    });
    expect(effects).toEqual(noEffects);
  };
  await refused(['--as', '{table}_beside'], /is not put under another name: it has a row level security policy/);
  await site.talk.command('.delete table Refused records <| Refused | where n > 100');
  await refused([...discard, '--deleted-rows', 'replay'], /decides too which rows a command deletes/);
  await site.talk.command('.alter-merge table Refused (more: string)');
  await refused(discard, /has row level security and other columns/);
  await site.talk.command('.drop column Refused.more');
  await site.talk.command('.create table Fed (n: long, at: timespan)');
  const feeds = [{ IsEnabled: false, Source: 'Refused', Query: 'Refused', ManagedIdentity: 'system' }];
  await site.talk.command(`.alter table Fed policy update @'${JSON.stringify(feeds)}'`);
  await refused(discard, /update policies that fill Fed from it would fail/);
});

test('kept contents that a policy hid do not come back where everybody reads', async () => {
  await damaged('Opened');
  expect((await restore('Opened', ...discard)).document.exitCode).toBe(0);
  await site.talk.command('.delete table Opened policy row_level_security');
  expect(await rowsOf('Opened')).toEqual([[1], [2], [3]]);
  const { document } = await site.cli('restore', '--undo', '--tables', 'Opened', ...discard);
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(document.problems[0]?.summary).toContain('would let everybody read its rows');
});

test('an undo puts the kept contents back under the policy, and nobody else ever sees a row of them', async () => {
  await damaged('Undone');
  expect((await restore('Undone', ...discard)).document.exitCode).toBe(0);
  const refused = await site.cli('restore', '--undo', '--tables', 'Undone');
  expect(refused.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(refused.document.problems[0]?.next).toContain('newer-rows: discard');
  const { answer, seen } = await watched('Undone', () =>
    site.cli('restore', '--undo', '--tables', 'Undone', ...discard),
  );
  expect(answer.document).toMatchObject({
    exitCode: 0,
    outputs: { verdict: 'pass' },
    data: { tables: [{ rows: '2' }] },
  });
  const allowed = /^(kr_\w+: (\[\]|an error)|Undone: (\[1\]|an error))$/;
  expect([...seen].filter((one) => !allowed.test(one))).toEqual([]);
  expect(await policyOf('Undone')).toEqual({ IsEnabled: true, Query: 'Undone | where n == 1' });
  await site.talk.command('.delete table Undone policy row_level_security');
  expect(await rowsOf('Undone')).toEqual([[1], [9]]);
});

test('a lost answer to the swap leaves no table without its policy', async () => {
  await damaged('Lost');
  await site.talk.control({ faults: [{ kind: 'drop-after', command: 'RenameTables', count: 1 }] });
  const { document } = await restore('Lost', ...discard);
  expect(document).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(await policyOf('Lost')).toEqual({ IsEnabled: true, Query: 'Lost | where n == 1' });
});

test('a load through the queue leaves a receiving table that shows its rows to nobody else', async () => {
  await damaged('Queued');
  const { answer, seen } = await watched('Queued', () => restore('Queued', ...discard, '--load', 'queued'));
  expect(answer.document).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' }, data: { load: 'queued' } });
  expect([...seen].filter((one) => !/^(kr_\w+: (\[\]|an error)|Queued: (\[1\]|an error))$/.test(one))).toEqual([]);
  const raw = (await ownTables()).filter((name) => name.startsWith('kr_raw_'));
  expect(raw).toHaveLength(1);
  for (const name of raw) expect((await policyOf(name)).Query).toContain('current_principal_is_member_of');
  await site.talk.command('.delete table Queued policy row_level_security');
  expect(await rowsOf('Queued')).toEqual([[1], [2], [3]]);
});

test('a table without a policy comes back in the same run', async () => {
  for (const table of ['Hidden', 'Plain']) {
    await site.talk.command(`.create table ${table} (n: long)`);
    await site.talk.command(`.ingest inline into table ${table} <|\n1\n2`);
  }
  expect((await site.cli('snapshot', '--tables', 'Plain,Hidden')).document.exitCode).toBe(0);
  for (const table of ['Hidden', 'Plain']) await site.talk.command(`.clear table ${table} data`);
  await site.talk.command(policy('Hidden'));
  const { document } = await restore('Plain,Hidden', ...discard);
  expect(document).toMatchObject({
    exitCode: 0,
    data: { tables: [{ judgedBy: 'identity-and-extents' }, { judgedBy: 'contents' }] },
  });
  expect(await rowsOf('Plain')).toEqual([[1], [2]]);
  expect(await rowsOf('Hidden')).toEqual([[1]]);
});
