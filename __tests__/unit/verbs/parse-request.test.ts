import { parseRequest, type RawInputs } from '../../../src/verbs/parse-request.ts';
import { secretsOf } from '../../../src/verbs/secrets.ts';
import { inputs } from './fixture-command.ts';

const inTerminal = (name: string): string => `--${name}`;
const cluster = 'https://help.kusto.windows.net';

function problemsOf(raw: RawInputs): readonly string[] {
  const parsed = parseRequest(inputs, raw, inTerminal);
  return parsed.kind === 'problems' ? parsed.problems.map(({ summary, detail }) => `${summary} ${detail ?? ''}`) : [];
}

function requestOf(raw: RawInputs): Readonly<Record<string, unknown>> {
  const parsed = parseRequest(inputs, raw, inTerminal);
  if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed.problems));
  return parsed.request;
}

test('absent inputs get their default, false, an empty list or undefined, and an empty string is absent', () => {
  const expected = {
    cluster,
    storage: undefined,
    token: undefined,
    level: 'contents',
    tables: [],
    since: undefined,
    'dry-run': false,
  };
  expect(requestOf({ cluster, level: '', tables: ' ', 'dry-run': '', token: '' })).toEqual(expected);
});

test('values are read by their type and the request is frozen', () => {
  const request = requestOf({ cluster, level: 'full', tables: 'a, b\n c,', 'dry-run': 'true' });
  expect(request).toMatchObject({ level: 'full', tables: ['a', 'b', 'c'], 'dry-run': true });
  expect(Object.isFrozen(request) && Object.isFrozen(request.tables)).toBe(true);
});

test('all problems are told at once, in the spelling of the user', () => {
  const told = problemsOf({ level: 'content', 'dry-run': 'yes', storage: 'not a uri', tabels: 'x' });
  expect(told).toHaveLength(5);
  expect(told[0]).toBe('--tabels is not known here. Did you mean --tables?');
  expect(told[1]).toContain('--cluster is required.');
  expect(told[2]).toContain('--storage is not a URI. Seen: "not a uri".');
  expect(told[3]).toContain('Allowed: counts, files, contents, full. Did you mean contents?');
  expect(told[4]).toContain('--dry-run is neither true nor false. Seen: "yes".');
});

test('a name that is near to nothing gets the list of names instead of a guess', () => {
  expect(problemsOf({ cluster, zzzzzzzzzz: '1' })).toEqual([expect.stringContaining('Known: --cluster, --storage')]);
});

test('names of object members are unknown inputs, not members', () => {
  expect(problemsOf({ cluster, constructor: 'x', toString: 'y' })).toHaveLength(2);
});

test('the query of a secret address is in no problem, whatever is wrong with it', () => {
  const [told = ''] = problemsOf({ cluster, storage: 'htp:/x.blob/c?sv=1&sig=topsecret' });
  expect(told).toContain('"htp:/x.blob/c?…"');
  expect(told).not.toContain('topsecret');
});

test('secrets are the value, or the query and its signatures as written and decoded', () => {
  const found = secretsOf(inputs, { token: 'abcd', storage: 'https://s/c?sv=2&sig=a%2Bb%3D&se=9', cluster });
  expect(found).toEqual(['sv=2&sig=a%2Bb%3D&se=9', 'a%2Bb%3D', 'a+b=', 'abcd']);
});

test.each([
  ['2026-11-20', '2026-11-20T00:00:00.0000000Z'],
  ['2026-11-20T09:10Z', '2026-11-20T09:10:00.0000000Z'],
  ['2026-11-20T09:10:11Z', '2026-11-20T09:10:11.0000000Z'],
  ['2026-11-20T09:10:11.1234567Z', '2026-11-20T09:10:11.1234567Z'],
])('the time %s is read as the engine writes it', (given, expected) => {
  expect(requestOf({ cluster, since: given }).since).toBe(expected);
});

test.each([
  '2026-02-30',
  '2026-11-20T24:10:00Z',
  '2026-11-20T09:10:00',
  '20.11.2026',
  '2026-11-20T09:10:11.12345678Z',
  'yesterday',
])('%s is no time, and the problem shows how to write one', (given) => {
  expect(problemsOf({ cluster, since: given })).toEqual([
    expect.stringMatching(/^--since is not a time\..*2026-11-20T09:10:00Z/),
  ]);
});
