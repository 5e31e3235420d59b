import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { type Choice, chooseSettings } from '../../../src/verbs/choose-settings.ts';
import { readConfig } from '../../../src/verbs/config-file.ts';
import { configInputs } from '../../../src/verbs/config-schema.ts';
import { commands } from '../../../src/verbs/index.ts';
import { parseRequest } from '../../../src/verbs/parse-request.ts';

const terms = {
  inputs: configInputs(commands),
  known: commands.flatMap(({ inputs }) => Object.keys(inputs)),
  spell: (name: string): string => `--${name}`,
};
const spell = (name: string): string => `--${name}`;

const good = `cluster: https://dev.kusto.windows.net
storage: https://acct.blob.core.windows.net/snapshots
schema: [schema, ../shared/*.kql, '!schema/old']
reference-data: data
slice-rows: 500
tokens:
  days: 30
  share: 1.0
  prefix: ""
environments:
  production:
    cluster: https://prod.kusto.windows.net
    database: Telemetry
    tokens:
      days: 365
  both:
    databases:
      - database: Ingestion
        schema: ingestion
      - database: Serving
        cluster: https://serving.kusto.windows.net
        schema: serving
        tokens: { days: 7 }
`;

function read(text: string, path = 'infra/kusto-rebuild.yml') {
  const config = readConfig({ path, text }, terms);
  return 'problems' in config ? { told: config.problems.map(tell), config: undefined } : { told: [], config };
}

function tell({ summary, at }: { readonly summary: string; readonly at?: { line: number; column?: number } }): string {
  return `${at?.line}:${at?.column} ${summary}`;
}

const anyDatabase: Choice = { environment: '', database: '', cluster: '', storage: '', reach: 'several' };

function choose(choice: Partial<Choice> = {}, text = good) {
  const { config } = read(text);
  if (config === undefined) throw new Error('The config file is wrong.');
  const chosen = chooseSettings(config, { ...anyDatabase, ...choice }, spell);
  if ('problems' in chosen)
    return chosen.problems.map(({ summary, detail, next }) => [summary, detail, next].join(' '));
  return chosen.settings.map(({ values, tokens }) => ({
    ...Object.fromEntries(values),
    tokens: Object.fromEntries(tokens.map(({ name, value }) => [name, value])),
  }));
}

test('values are read by the type of their input, paths begin at the file, and tokens are the text that is written', () => {
  expect(choose()).toEqual([
    {
      cluster: 'https://dev.kusto.windows.net',
      storage: 'https://acct.blob.core.windows.net/snapshots',
      schema: ['infra/schema', 'shared/*.kql', '!infra/schema/old'],
      'reference-data': ['infra/data'],
      'slice-rows': 500,
      tokens: { days: '30', share: '1.0', prefix: '' },
    },
  ]);
});

test('an environment wins over the top, and a database over both', () => {
  expect(choose({ environment: 'production' })).toEqual([
    expect.objectContaining({
      cluster: 'https://prod.kusto.windows.net',
      database: 'Telemetry',
      schema: ['infra/schema', 'shared/*.kql', '!infra/schema/old'],
      tokens: { days: '365', share: '1.0', prefix: '' },
    }),
  ]);
  expect(choose({ environment: 'both' })).toEqual([
    expect.objectContaining({
      database: 'Ingestion',
      cluster: 'https://dev.kusto.windows.net',
      schema: ['infra/ingestion'],
    }),
    expect.objectContaining({
      database: 'Serving',
      cluster: 'https://serving.kusto.windows.net',
      tokens: { days: '7', share: '1.0', prefix: '' },
    }),
  ]);
});

test('a named database is the only one; a verb for one database asks which', () => {
  expect(choose({ environment: 'both', database: 'Serving' })).toEqual([
    expect.objectContaining({ schema: ['infra/serving'] }),
  ]);
  expect(choose({ environment: 'both', database: 'Elsewhere' })).toEqual([
    expect.not.objectContaining({ database: expect.anything() }),
  ]);
  expect(choose({ environment: 'both', reach: 'one' })).toEqual([
    'infra/kusto-rebuild.yml lists several databases, and this needs one of them. Found: Ingestion, Serving. Name one with --database.',
  ]);
  const twins = 'databases: [{ database: A, cluster: "https://a" }, { database: A, cluster: "https://b" }]';
  expect(choose({ database: 'A' }, twins)).toEqual([expect.stringContaining('Name one with --cluster.')]);
  expect(choose({ database: 'A', cluster: 'https://b/' }, twins)).toEqual([
    expect.objectContaining({ cluster: 'https://b' }),
  ]);
});

test('an environment that is not there is told with the nearest; that none is named is told where a value is missing', () => {
  expect(choose({ environment: 'prodution' })).toEqual([expect.stringContaining('Did you mean production?')]);
  const { config } = read(good);
  const chosen = config === undefined ? undefined : chooseSettings(config, anyDatabase, spell);
  const [settings] = chosen !== undefined && 'settings' in chosen ? chosen.settings : [];
  const inputs = commands.find(({ name }) => name === 'status')?.inputs ?? {};
  if (settings === undefined) throw new Error('There are no settings.');
  const parsed = parseRequest(inputs, {}, spell, { variables: {}, settings });
  expect(parsed).toMatchObject({
    problems: [
      {
        summary: '--database is required.',
        next: expect.stringContaining('environments are production, both: name one with --environment'),
      },
    ],
  });
});

test('an input wins over the file, also an empty list of schema files where a plan is given', () => {
  const { config } = read(
    'cluster: https://a\ndatabase: D\nstorage: https://s/c\nschema: s\nreference-data: r\nsign-in: azure-cli\n',
  );
  const chosen = config === undefined ? undefined : chooseSettings(config, anyDatabase, spell);
  const [settings] = chosen !== undefined && 'settings' in chosen ? chosen.settings : [];
  const inputs = commands.find(({ name }) => name === 'deploy')?.inputs ?? {};
  if (settings === undefined) throw new Error('There are no settings.');
  const parsed = parseRequest(inputs, { cluster: 'https://b', plan: 'p.json' }, spell, { variables: {}, settings });
  expect(parsed).toMatchObject({
    kind: 'request',
    request: { cluster: 'https://b', database: 'D', schema: [], 'reference-data': ['infra/r'], 'sign-in': 'azure-cli' },
  });
});

test('everything that is wrong is told at once, in its place', () => {
  const { told } = read(`cluster: nonsense
databse: D
sign-in: azure-cil
slice-rows: 0
tenant-id: 7
dry-run: true
environments:
  dev:
    tokens: { a-b: x, c: [1] }
    schema: []
    environments: {}
`);
  expect(told).toEqual([
    '1:1 cluster in infra/kusto-rebuild.yml is not a URI.',
    '2:1 infra/kusto-rebuild.yml has the key databse, which is not known here.',
    '3:1 infra/kusto-rebuild.yml has a value of sign-in that is no good.',
    '4:1 infra/kusto-rebuild.yml has a value of slice-rows that is no good.',
    '5:1 infra/kusto-rebuild.yml has a value of tenant-id that is no good.',
    '6:1 infra/kusto-rebuild.yml has the key dry-run, which is not known here.',
    '9:15 infra/kusto-rebuild.yml has a value of environments/dev/tokens/a-b that is no good.',
    '9:23 infra/kusto-rebuild.yml has a value of environments/dev/tokens/c that is no good.',
    '10:5 infra/kusto-rebuild.yml has a value of environments/dev/schema that is no good.',
    '11:5 infra/kusto-rebuild.yml has the key environments, which is not known here.',
  ]);
});

test('values that have the right shape are judged as inputs are, and no secret is shown', () => {
  const { told } = read(`cluster: nonsense
storage: https://acct.blob.core.windows.net/c?sv=1&sig=hunter2
database: D
databases:
  - database: A
  - database: B
  - database: A
    tokens:
      end: "a\\nb"
`);
  expect(told).toEqual([
    '1:1 cluster in infra/kusto-rebuild.yml is not a URI.',
    expect.stringMatching(/^2:1 .* has a secret in storage/),
    expect.stringMatching(/^3:1 .* names a database beside databases/),
    expect.stringMatching(/^7:5 .* lists the database A twice/),
    expect.stringMatching(/^9:7 .* the value of end has a line break/),
  ]);
  const secret = readConfig({ path: 'c.yml', text: 'secret-tokens:\n  key: hunter2\n' }, terms);
  expect(secret).toMatchObject({
    problems: [{ summary: expect.stringContaining('a secret does not belong'), at: { line: 1 } }],
  });
  expect(JSON.stringify([told, secret])).not.toContain('hunter2');
});

test.each([
  ['a: [1', 1],
  ['cluster: https://a\ncluster: https://b', 2],
  ['cluster: *nobody', 1],
  ['- a', 1],
])('%j is not a config file', (text, line) => {
  expect(read(text).told).toEqual([expect.stringMatching(new RegExp(`^${line}:`))]);
});

test('the shipped schema takes what the reader takes, and refuses unknown keys', () => {
  const schema = JSON.parse(readFileSync(new URL('../../../schemas/kusto-rebuild.v1.json', import.meta.url), 'utf8'));
  const isValid = new Ajv2020.default({ strict: false }).compile(schema);
  expect(isValid(parse(good))).toBe(true);
  expect(isValid({ clutser: 'x' })).toBe(false);
});

test('an input that the file may give is the same for all verbs', () => {
  for (const [name, { type }] of Object.entries(terms.inputs))
    for (const { inputs } of commands) if (inputs[name]?.config !== undefined) expect(inputs[name]?.type).toBe(type);
});
