import { Site } from '../fixtures/site.ts';

/** As the command text spells any name. */
const quoted = (name: string): string =>
  `["${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"]`;

/** The page forbids them; a service may still hold some. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
const forbidden = [
  `quotes ' and " and \\`,
  `brackets ['x'] ["y"] {z} (w)`,
  'pipes | and signs; $%&@',
  'emoji 🐦',
  'two\nlines\tand a tab',
  '%2e%2e/slash\\',
  '__both__',
];

const names = [
  ...forbidden,
  'dots.and-dashes -- and -',
  'ünïcode مرحبا 表',
  ' spaces ',
  ' ',
  '-',
  '1day',
  'table',
  'where',
  'database',
  'Twin',
  'twin',
  'TWIN',
  '.',
  '..',
  'manifest.json',
  'x'.repeat(1024),
];

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.talk.control({ anyNames: true });
  for (const [number, name] of names.entries()) {
    const columns = names.map((column, place) => `${quoted(column)}:${place % 2 === 0 ? 'string' : 'datetime'}`);
    await site.talk.command(`.create table ${quoted(name)} (${columns.join(', ')})`);
    const values = names.map((_, place) =>
      place % 2 === 0 ? `"v${number} ${place}"` : 'datetime(2020-01-01T00:00:00.0000001Z)',
    );
    await site.talk.command(`.append ${quoted(name)} <| print ${values.join(', ')}`);
  }
});
afterAll(() => site.close());

const contents = async (): Promise<readonly unknown[]> =>
  Promise.all(names.map(async (name) => [name, await site.talk.query(quoted(name))]));

test('tables and columns of any name, also those that the service should refuse, come back from a snapshot as they were, none in the place of another', async () => {
  const before = await contents();
  const taken = await site.cli('snapshot');
  expect({ exit: taken.exitCode, problems: taken.document.problems }).toEqual({ exit: 0, problems: [] });
  const held = taken.document.data.tables as readonly { readonly name: string }[];
  expect(held.map(({ name }) => name).sort()).toEqual([...names].sort());
  const folders = [...(await site.blobVersions()).keys()].filter((path) => path.endsWith('/files.jsonl'));
  expect(folders).toHaveLength(names.length);

  const checked = await site.cli('verify', '--level', 'full');
  expect({ exit: checked.exitCode, verdict: checked.document.verdict }).toEqual({ exit: 0, verdict: 'pass' });

  for (const name of names) await site.talk.command(`.clear table ${quoted(name)} data`);
  const restored = await site.cli('restore');
  expect({ exit: restored.exitCode, problems: restored.document.problems }).toEqual({ exit: 0, problems: [] });
  expect(await contents()).toEqual(before);
  const after = await site.cli('verify', '--level', 'full');
  expect(after.document.verdict).toBe('pass');
});

test('one of them is chosen by its own name and by no other', async () => {
  const { document } = await site.cli('snapshot', '--dry-run', '--tables', 'Twin');
  expect((document.data.tables as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual(['Twin']);
});
