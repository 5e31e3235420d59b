import { ProblemError } from '../../../src/domain/problem.ts';
import { firstLine } from '../../../src/domain/redact.ts';
import { readTokenVariables } from '../../../src/hosts/environment.ts';
import { unknownVariables } from '../../../src/hosts/terminal/variables.ts';
import { refuseSecretsInPlan, repositoryFiles, tokensOf } from '../../../src/verbs/deployment-inputs.ts';
import { type Beside, noSettings, parseRequest, type RawInputs } from '../../../src/verbs/parse-request.ts';
import { secretsOf } from '../../../src/verbs/secrets.ts';

const { tokens, 'secret-tokens': secretTokens } = repositoryFiles;
const inputs = { tokens, 'secret-tokens': secretTokens };

function parse(raw: RawInputs, beside: Partial<Beside> = {}) {
  const parsed = parseRequest(inputs, raw, (name) => `--${name}`, { variables: {}, settings: noSettings, ...beside });
  return parsed.kind === 'request'
    ? { request: parsed.request as Parameters<typeof tokensOf>[0], told: [] }
    : { told: parsed.problems.map(({ summary }) => summary) };
}

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ summary }) => summary).join('; ');
    throw error;
  }
  return 'none';
}

test('an input wins over the environment, and that over the config file, name by name', () => {
  const environment = {
    KUSTO_REBUILD_TOKEN_a: 'environment',
    KUSTO_REBUILD_TOKEN_b: 'environment',
    KUSTO_REBUILD_TOKEN_e: '',
  };
  const inFile = ['a', 'b', 'c', 'e'].map((name) => ({ name, value: 'file' }));
  const { request } = parse(
    { tokens: 'a=input\n\n  d = x=y, z ' },
    { variables: readTokenVariables(environment), settings: { ...noSettings, tokens: inFile } },
  );
  expect(Object.fromEntries((request?.tokens ?? []).map(({ name, value }) => [name, value]))).toEqual({
    a: 'input',
    b: 'environment',
    c: 'file',
    d: 'x=y, z',
    e: 'file',
  });
});

test('everything that is wrong with tokens is told at once, and no value of a secret', () => {
  const { told } = parse(
    { tokens: 'days\nname=\nx=1\nx=2', 'secret-tokens': 'key=abc\nother=a"hunterhunter"\nhunter2' },
    { variables: { 'secret-tokens': [{ name: 'end', value: 'hunter\n' }] } },
  );
  expect(told).toEqual([
    '--tokens has a line that is not NAME=value: line 1.',
    '--tokens has no value for the token name.',
    '--tokens has more than one value for the token x.',
    '--secret-tokens has a line that is not NAME=value: line 3.',
    '--secret-tokens: the value of key has fewer than 12 characters, so that it could be guessed.',
    '--secret-tokens: the value of other holds a quote or a backslash.',
    'The environment variables for secret-tokens: the value of end has a line break.',
  ]);
  expect(told.join()).not.toContain('hunter');
});

test('secrets are known before anything is printed, from inputs and from the environment', () => {
  const environment = { KUSTO_REBUILD_SECRET_TOKEN_key: 'hunter3', KUSTO_REBUILD_TOKEN_a: 'shown' };
  const raw = { tokens: 'b=shown', 'secret-tokens': 'one=hunter1\nhunter2' };
  expect(secretsOf(inputs, raw, readTokenVariables(environment))).toEqual(['hunter1', 'hunter2', 'hunter3']);
});

test('a secret goes into no plan file, and is given once', () => {
  const secret = { 'secret-tokens': [{ name: 'key', value: 'hunter2' }] };
  expect(problemOf(() => refuseSecretsInPlan({ ...secret, 'plan-file': 'p.json' }))).toContain('secret token key');
  expect(problemOf(() => refuseSecretsInPlan({ ...secret, 'plan-file': undefined }))).toBe('none');
  expect(problemOf(() => tokensOf({ ...secret, tokens: [{ name: 'key', value: 'x' }] }))).toContain(
    'given as a secret',
  );
  expect(tokensOf({ ...secret, tokens: [] }).get('key')).toEqual({ name: 'key', value: 'hunter2', kind: 'secret' });
});

test('a line of a command that is cut holds no part of an obfuscated text', () => {
  expect(firstLine(`.ingest into table T (h'https://x/${'a'.repeat(90)};hunter2')\n`)).toBe(
    ".ingest into table T (h'***')",
  );
});

test('variables of tokens are known, and others with our prefix are not', () => {
  const environment = {
    KUSTO_REBUILD_TOKEN_x: '1',
    KUSTO_REBUILD_SECRET_TOKEN_y: '2',
    KUSTO_REBUILD_TOKEN_: '',
    KUSTO_REBUILD_TOKN_x: '',
  };
  expect(unknownVariables(['tokens'], environment).map(({ summary }) => summary)).toEqual([
    expect.stringContaining('KUSTO_REBUILD_TOKEN_ stands'),
    expect.stringContaining('KUSTO_REBUILD_TOKN_x stands'),
  ]);
});
