import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../../../src/domain/problem.ts';
import { createLocalFiles } from '../../../src/gateways/node/local-files.ts';
import type { Host } from '../../../src/hosts/host.ts';
import { readSettings } from '../../../src/read-settings.ts';
import { type Choice, chooseSettings } from '../../../src/verbs/choose-settings.ts';
import type { Command } from '../../../src/verbs/command.ts';
import { readConfig } from '../../../src/verbs/config-file.ts';
import { configInputs } from '../../../src/verbs/config-schema.ts';
import { commands } from '../../../src/verbs/index.ts';
import { planSeveral } from '../../../src/verbs/plan-several.ts';

const spell = (name: string): string => `--${name}`;
const terms = {
  inputs: configInputs(commands),
  known: commands.flatMap(({ inputs }) => Object.keys(inputs)),
  spell,
};

/** The settings of each run, or what is wrong. */
function choose(text: string, choice: Partial<Choice> = {}) {
  const config = readConfig({ path: 'c.yml', text }, terms);
  const asked: Choice = { environment: '', database: '', cluster: '', storage: '', reach: 'several', ...choice };
  const chosen = 'problems' in config ? config : chooseSettings(config, asked, spell);
  if ('problems' in chosen) return chosen.problems.map(({ summary, at }) => `${at?.line ?? ''} ${summary}`.trim());
  return chosen.settings.map(({ values, tokens }) => ({
    ...Object.fromEntries(values),
    tokens: Object.fromEntries(tokens.map(({ name, value }) => [name, value])),
  }));
}

const listed = `databases:
  - database: Ingestion
    cluster: https://dev
    tokens: { days: 30 }
  - database: Serving
environments:
  production:
    cluster: https://prod
    tokens: { days: 365 }
`;

test('what an environment and a database listed above it both say is refused, each in its place', () => {
  expect(choose(listed)).toEqual([
    '8 c.yml says cluster for the environment production and for the database Ingestion.',
    '9 c.yml says tokens/days for the environment production and for the database Ingestion.',
  ]);
  const own = listed.replace('tokens: { days: 365 }', 'databases: [{ database: Ingestion, tokens: { days: 1 } }]');
  expect(choose(own, { environment: 'production' })).toMatchObject([
    { cluster: 'https://prod', tokens: { days: '1' } },
  ]);
  const other = listed.replace('tokens: { days: 365 }', 'database: Ingestion');
  expect(choose(other, { environment: 'production' })).toMatchObject([{ cluster: 'https://prod', tokens: {} }]);
});

test('an environment that is named is of its own cluster and storage, whatever an input says', () => {
  const text =
    'cluster: https://dev\ndatabase: D\nenvironments: { production: { cluster: "https://prod", storage: "https://a/c/f" } }\n';
  const environment = 'production';
  expect(choose(text, { environment, cluster: 'https://dev', storage: 'https://a/c?sig=hunter2' })).toEqual([
    'The cluster of the environment production is https://prod, and --cluster says https://dev.',
    'The storage of the environment production is https://a/c/f, and --storage says https://a/c.',
  ]);
  expect(choose(text, { environment, cluster: 'https://PROD/', storage: 'https://a/c/f/?sig=x' })).toMatchObject([
    { cluster: 'https://prod' },
  ]);
  expect(choose(text, { cluster: 'https://elsewhere' })).toMatchObject([{ cluster: 'https://dev' }]);
  const atTop = 'cluster: https://dev\ndatabase: D\nenvironments: { production: { storage: "https://a/c/f" } }\n';
  expect(choose(atTop, { environment, cluster: 'https://other' })).toEqual([
    expect.stringMatching(
      /^The cluster at the top of \S+, which counts for the environment production, is https:\/\/dev,/,
    ),
  ]);
  const inList = 'environments: { production: { databases: [{ database: D, cluster: https://dev }] } }\n';
  expect(choose(inList, { environment, cluster: 'https://other' })).toEqual([
    expect.stringMatching(/^The cluster of a database that \S+ lists for the environment production is https:\/\/dev,/),
  ]);
});

test('a listed database that is named in another case is asked about, and one with another cluster is meant all the same', () => {
  const text = 'databases: [{ database: Serving, cluster: "https://dev", schema: s }, { database: Other }]';
  expect(choose(text, { database: 'serving' })).toEqual([
    'c.yml lists the database Serving, and serving is named: the same in another upper and lower case.',
  ]);
  expect(choose(text, { database: 'Serving', cluster: 'http://localhost:1' })).toMatchObject([{ schema: ['s'] }]);
});

test('one database is not listed twice, however it is written and wherever its cluster comes from', async () => {
  const twins = 'databases: [{ database: A, cluster: "https://C/" },\n  { database: a, cluster: "https://c" }]';
  expect(choose(twins)).toEqual(['2 c.yml lists the database a twice.']);
  const requests = ['https://c', 'https://C/'].map((cluster) => ({ cluster, database: 'A', 'plan-file': undefined }));
  const planned: unknown = await planSeveral(requests, () => Promise.reject(new Error('It was planned.'))).catch(
    (error: unknown) => error,
  );
  expect(planned instanceof ProblemError && planned.problems).toMatchObject([
    { summary: 'The config file lists the database A on https://C/ more than once.' },
  ]);
});

test('one text of several is read as an input is, and items of a list as they are written', () => {
  expect(choose('schema: "b/*.{kql,csl}, a"\ntables: [\'A,B\', C]\n')).toMatchObject([
    { schema: ['b/*.{kql,csl}', 'a'], tables: ['A,B', 'C'] },
  ]);
  expect(choose('schema: ","\n')).toEqual(['1 c.yml names nothing in schema.']);
});

test('a number behind an alias stays as it is written, and what is wrong behind one is told in its place', () => {
  const text = 'tokens: { a: &number 0042, b: *number, c: 1.0 }\nenvironments:\n  one: { tokens: &all { d: 1.50 } }\n';
  expect(choose(text)).toMatchObject([{ tokens: { a: '0042', b: '0042', c: '1.0' } }]);
  expect(choose(`${text}  two: { tokens: *all }\n`, { environment: 'two' })).toMatchObject([{ tokens: { d: '1.50' } }]);
  expect(choose('tokens: &all\n  a: "x\\ny"\nenvironments: { one: { tokens: *all } }\n')).toEqual([
    expect.stringMatching(/^2 .*line break/),
    expect.stringMatching(/^2 .*line break/),
  ]);
});

test('a value of another kind is told in plain words', () => {
  const text = 'cluster:\ntokens: a\nschema: { a: b }\nenvironments: []\ntenant-id: 7\n';
  const read = readConfig({ path: 'c.yml', text }, terms);
  expect('problems' in read && read.problems.map(({ detail, next }) => [detail, next])).toEqual([
    ['Seen: null. Expected a text.', undefined],
    ['Seen: "a". Expected names with their values.', undefined],
    ['Seen: {"a":"b"}. Expected a text or a list of texts, none of them empty.', undefined],
    ['Seen: []. Expected names with their values.', undefined],
    ['Seen: 7. Expected a text.', 'Put the text in quotes.'],
  ]);
});

test('what belongs into an input is told as the host writes inputs', () => {
  const advice = (host: (name: string) => string) => {
    const text = 'storage: https://a/c?sig=x\n';
    const read = readConfig({ path: 'c.yml', text }, { ...terms, spell: host });
    return 'problems' in read ? read.problems[0]?.next : '';
  };
  expect(advice(spell)).toContain('as --storage.');
  expect(advice((name) => name)).toContain('as storage.');
});

test.each(['infra', 'infra/', 'infra/*.yml', '.'])('config is the path of one file: not %s', async (config) => {
  const folder = await mkdtemp(join(tmpdir(), 'config-'));
  try {
    await mkdir(join(folder, 'infra'));
    await writeFile(join(folder, 'infra/kusto-rebuild.yml'), 'database: D\n');
    const command = commands.find(({ name }) => name === 'status') as Command;
    const host = { spell, progress: { note: () => undefined } } as unknown as Host;
    const find = (path: string) =>
      readSettings({ command, raw: { config: path }, host }, commands, async () => createLocalFiles(folder));
    expect(await find(config)).toMatchObject({
      problems: [{ summary: `--config is "${config}", which is not the path of one file.` }],
    });
    expect(await find('infra/kusto-rebuild.yml')).toMatchObject({ settings: [{ file: 'infra/kusto-rebuild.yml' }] });
  } finally {
    await rm(folder, { recursive: true });
  }
});
