import { tryAs } from '../../contract/local-cluster/ask-as.ts';
import type { Trap } from '../../fixtures/crash-proxy.ts';
import { sitesOf } from './crash-site.ts';

const traps: readonly (readonly [name: string, what: string, trap: Pick<Trap, 'at' | 'cut'>])[] = [
  ['Made', 'once a table is made and before it is closed', { at: closes('stage'), cut: 'unsent' }],
  [
    'Loaded',
    'once rows are in the staged table',
    { at: (text) => text.startsWith('.move extents'), cut: 'before-answer' },
  ],
  ['Swapped', 'once the swap is done', { at: (text) => text.startsWith('.rename tables'), cut: 'before-answer' }],
  ['Opened', 'once the live table has its policy again', { at: opens('Opened'), cut: 'before-answer' }],
];

function closes(purpose: string): (text: string) => boolean {
  return (text) => text.includes('policy row_level_security enable') && text.includes(`kr_${purpose}_`);
}
function opens(table: string): (text: string) => boolean {
  return (text) => text.startsWith('.alter') && text.includes('row_level_security') && text.includes(`['${table}'] `);
}

const siteOf = sitesOf(['Demo']);
const policy = (table: string) => `.alter table ${table} policy row_level_security enable "${table} | where Id == 1"`;

beforeAll(async () => {
  const { talk } = siteOf('Demo');
  for (const [table] of traps) {
    await talk.command(`.create table ${table} (Id:long)`);
    await talk.command(`.ingest inline into table ${table} <|\n1\n2\n3`);
  }
  for (const table of ['Later', 'Last']) {
    await talk.command(`.create table ${table} (Id:long)`);
    await talk.command(`.ingest inline into table ${table} <|\n1\n2\n3`);
  }
  await siteOf('Demo').snapshot();
  for (const [table] of traps) {
    await talk.command(`.clear table ${table} data`);
    await talk.command(`.ingest inline into table ${table} <|\n1\n9`);
    await talk.command(policy(table));
  }
});

/** What somebody else sees of every table of the tool and of the live one. */
async function seenByOthers(table: string): Promise<readonly string[]> {
  const { talk } = siteOf('Demo');
  const names = (await talk.command('.show tables | project TableName')).map(([name]) => String(name));
  const seen: string[] = [];
  for (const name of names.filter((one) => one === table || one.startsWith('kr_'))) {
    const answer = await tryAs(talk.cluster, 'aaduser=reader;elsewhere', `['${name}'] | project Id`);
    if (typeof answer !== 'string' && answer.length > 0) seen.push(`${name}: ${answer.flat().toSorted().join(' ')}`);
  }
  return seen;
}

test.each(traps)(
  '%s: a restore that is killed %s shows nobody a row, and ends right when it runs again',
  async (table, _, trap) => {
    const site = siteOf('Demo');
    const flags = ['--tables', table, '--newer-rows', 'discard'];
    expect((await site.restoreKilled(trap, ...flags)).exitCode).toBeNull();
    const isOver = table === 'Opened' || table === 'Made' || table === 'Loaded';
    expect(await seenByOthers(table)).toEqual(isOver ? [`${table}: 1`] : []);
    if (!isOver)
      expect((await site.run('status')).output).toMatch(
        /Reading Swapped ends in an error for everybody[\s\S]*\.alter table .*Swapped.* policy row_level_security enable[\s\S]*kusto-rebuild restore/,
      );
    expect(await site.restore(...flags)).toMatchObject({ exitCode: 0 });
    expect(await seenByOthers(table)).toEqual([`${table}: 1`]);
    const { talk } = site;
    const kept = [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_old_'));
    expect(kept.length).toBeGreaterThan(0);
    for (const name of kept) {
      const [row = []] = await talk.command(`.show table ${name} policy row_level_security | project Policy`);
      expect(String(row[0])).toContain('where false');
    }
    await talk.command(`.delete table ${table} policy row_level_security`);
    expect(await talk.query(`${table} | order by Id asc`)).toEqual([[1], [2], [3]]);
  },
);

test('what was staged before a policy was set is dropped before anything else is said, and shows nobody a row any more', async () => {
  const site = siteOf('Demo');
  await site.talk.command('.delete table Later records <| Later | where Id == 2');
  const trap = { at: (text: string) => text.startsWith('.move extents'), cut: 'before-answer' } as const;
  const flags = ['--tables', 'Later', '--deleted-rows', 'accept'];
  expect((await site.restoreKilled(trap, ...flags)).exitCode).toBeNull();
  await site.talk.command(policy('Later'));
  expect((await seenByOthers('Later')).filter((one) => one.startsWith('kr_stage'))).toHaveLength(1);
  expect(await site.restore(...flags)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Later hides rows from some by now[\s\S]*newer-rows: discard/),
  });
  expect(await seenByOthers('Later')).toEqual(['Later: 1']);
  expect([...(await site.ids()).keys()].filter((name) => name.startsWith('kr_stage_'))).toEqual([]);
  expect(await site.restore(...flags, '--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await seenByOthers('Later')).toEqual(['Later: 1']);
});

test('a policy that is set between the swap and the end stops the restore, which says how it ends and where rows are seen until then', async () => {
  const site = siteOf('Demo');
  await site.talk.command('.delete table Last records <| Last | where Id == 2');
  const flags = ['--tables', 'Last', '--deleted-rows', 'accept'];
  const trap = { at: (text: string) => text.startsWith('.rename tables'), cut: 'before-answer' } as const;
  expect((await site.restoreKilled(trap, ...flags)).exitCode).toBeNull();
  await site.talk.command(policy('Last'));
  expect(await site.restore(...flags)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Last got row level security after restore[\s\S]*kr_old_[\s\S]*Turn the policy off/),
  });
  await site.talk.command('.delete table Last policy row_level_security');
  expect(await site.restore(...flags)).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('Last | order by Id asc')).toEqual([[1], [2], [3]]);
});
