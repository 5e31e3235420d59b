import { type Problem, ProblemError } from '../../../src/domain/problem.ts';
import type { Row } from '../../../src/gateways/kusto/body.ts';
import { createKustoClient, type KustoClient } from '../../../src/gateways/kusto/client.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import { type Answer, type MisbehavingServer, ok, refused, startMisbehavingServer } from './misbehaving-server.ts';

const clock = createClock(new AbortController().signal);
const servers: MisbehavingServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

type Method = 'query' | 'show' | 'change';
const signature = 'sv=2026&sig=c2VjcmV0LXNpZ25hdHVyZQ%3D%3D';
const text = `.ingest async into table T (h"https://account.blob.core.windows.net/c/f.parquet?${signature}")`;

interface Seen {
  readonly rows?: readonly Row[];
  readonly problems: readonly Problem[];
  readonly requests: MisbehavingServer['requests'];
}

async function ask(method: Method, answers: readonly [Answer, ...Answer[]]): Promise<Seen> {
  const last = answers.at(-1) ?? answers[0];
  const server = await startMisbehavingServer((_, ordinal) => answers[ordinal] ?? last);
  servers.push(server);
  const client: KustoClient = createKustoClient({ cluster: server.cluster, database: 'Db' }, clock);
  try {
    return { rows: await client[method](text), problems: [], requests: server.requests };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problems: error.problems, requests: server.requests };
  }
}

const column = (name: string) => ({ ColumnName: name, DataType: 'String', ColumnType: 'string' });
const table = (names: readonly string[], rows: readonly unknown[]) => ({ Columns: names.map(column), Rows: rows });
const good = table(['n'], [['1']]);
const v1 = (...tables: readonly object[]) => ({
  Tables: tables.map((one, at) => ({ TableName: `Table_${at}`, ...one })),
});
const frame = (kind: string, one: object) => ({
  FrameType: 'DataTable',
  TableId: 1,
  TableKind: kind,
  TableName: 'T',
  ...one,
});
const header = { FrameType: 'DataSetHeader', IsProgressive: false, Version: 'v2.0' };
const completion = { FrameType: 'DataSetCompletion', HasErrors: false, Cancelled: false };
const v2 = (...frames: readonly object[]) => [header, ...frames, completion];
const inRow = (message: string, permanent?: boolean) => ({
  OneApiErrors: [{ error: { code: 'LimitsExceeded', '@message': message, '@permanent': permanent } }],
});
const contents = table(['Ordinal', 'Kind', 'Name', 'Id', 'PrettyName'], []);

const v1Good = ok(v1(good));
const v2Good = ok(v2(frame('PrimaryResult', good)));

interface Case {
  readonly name: string;
  readonly method: Method;
  readonly answers: readonly [Answer, ...Answer[]];
  /** The rows of a good answer, or the problem. */
  readonly expected: 'rows' | Partial<Problem>;
  readonly sent: number;
}

const body = (given: string, type = 'application/json'): Answer => ({ kind: 'body', status: 200, body: given, type });
const serious = { code: 'service', transient: false, detail: 'out of memory' } as const;
const garbled = { code: 'unknown', transient: true } as const;

/** Errors inside a 200, none of which the SDK reports. */
const faulty: readonly Case[] = [
  { name: 'v1 with Exceptions', answers: [ok({ ...v1(good), Exceptions: ['out of memory'] })], method: 'show' },
  {
    name: 'v1 with an error among the rows',
    answers: [ok(v1(table(['n'], [['1'], inRow('out of memory')])))],
    method: 'show',
  },
  {
    name: 'v1 with an error in a later table',
    answers: [ok(v1(good, table(['n'], [inRow('out of memory')])))],
    method: 'change',
  },
  {
    name: 'v1 with a status of severity 2',
    answers: [
      ok(
        v1(
          good,
          table(
            ['Severity', 'StatusDescription'],
            [
              [4, 'fine'],
              [2, 'out of memory'],
            ],
          ),
          contents,
        ),
      ),
    ],
    method: 'show',
  },
  {
    name: 'v2 with HasErrors',
    answers: [
      ok([header, frame('PrimaryResult', good), { ...completion, HasErrors: true, ...inRow('out of memory') }]),
    ],
    method: 'query',
  },
  {
    name: 'v2 with an error row and no HasErrors',
    answers: [ok(v2(frame('PrimaryResult', table(['n'], [['1'], inRow('out of memory')]))))],
    method: 'query',
  },
  {
    name: 'v2 with a completion row of level 2',
    answers: [
      ok(
        v2(
          frame('PrimaryResult', good),
          frame('QueryCompletionInformation', table(['Level', 'Payload'], [[2, 'out of memory']])),
        ),
      ),
    ],
    method: 'query',
  },
  { name: 'a permanent 400', answers: [refused(400, 'out of memory', true)], method: 'change' },
  { name: 'a 400 without a word on permanence', answers: [refused(400, 'out of memory')], method: 'query' },
  { name: 'a permanent 500', answers: [refused(500, 'out of memory', true)], method: 'query' },
].map((one) => ({
  ...one,
  method: one.method as Method,
  answers: one.answers as [Answer],
  expected: serious,
  sent: 1,
}));

const html = body('<html><body>Sign in</body></html>', 'text/html');
const broken: readonly Case[] = [
  { name: 'v2 without completion', method: 'query', answer: ok([header, frame('PrimaryResult', good)]) },
  {
    name: 'v2 with two primary results',
    method: 'query',
    answer: ok(v2(frame('PrimaryResult', good), frame('PrimaryResult', good))),
  },
  { name: 'v2 without a primary result', method: 'query', answer: ok(v2()) },
  {
    name: 'v2 with a row that is too wide',
    method: 'query',
    answer: ok(v2(frame('PrimaryResult', table(['n'], [['1', '2']])))),
  },
  { name: 'v2 where v1 should be', method: 'show', answer: v2Good },
  { name: 'v1 where v2 should be', method: 'query', answer: v1Good },
  { name: 'v1 with a row that is too short', method: 'show', answer: ok(v1(table(['n', 'm'], [['1']]))) },
  { name: 'v1 without a table', method: 'show', answer: ok(v1()) },
  { name: 'HTML', method: 'show', answer: html },
  { name: 'text that is no JSON', method: 'query', answer: body('{"Tables":[') },
  { name: 'nothing', method: 'query', answer: body('') },
].map(({ answer, ...one }) => ({
  ...one,
  method: one.method as Method,
  answers: [answer],
  expected: garbled,
  sent: 6,
}));

const brokenChanges: readonly Case[] = [
  { name: 'a change answered by HTML', method: 'change', answers: [html], expected: garbled, sent: 1 },
  {
    name: 'a change whose answer is cut off',
    method: 'change',
    answers: [{ kind: 'cut', body: JSON.stringify(v1(good)) }, v1Good],
    expected: { code: 'service', transient: true },
    sent: 1,
  },
  {
    name: 'a change whose connection is reset',
    method: 'change',
    answers: [{ kind: 'reset' }, v1Good],
    expected: { code: 'service', transient: true },
    sent: 1,
  },
  {
    name: 'a change answered by 503',
    method: 'change',
    answers: [refused(503, 'busy', false), v1Good],
    expected: { code: 'service', transient: true },
    sent: 1,
  },
  {
    name: 'a change with a transient error in a 200',
    method: 'change',
    answers: [ok(v1(table(['n'], [inRow('later', false)]))), v1Good],
    expected: { code: 'service', transient: true },
    sent: 1,
  },
];

const repeated: readonly Case[] = [
  {
    name: 'a query whose connection is reset',
    method: 'query',
    answers: [{ kind: 'reset' }, v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query whose answer is cut off',
    method: 'query',
    answers: [{ kind: 'cut', body: JSON.stringify(v2(frame('PrimaryResult', good))) }, v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query answered by 429',
    method: 'query',
    answers: [refused(429, 'throttled'), v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query answered by 503',
    method: 'query',
    answers: [refused(503, 'restarting'), v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query answered by a 400 that will pass',
    method: 'query',
    answers: [refused(400, 'later', false), v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query with a transient error in a 200',
    method: 'query',
    answers: [ok(v2(frame('PrimaryResult', table(['n'], [inRow('later', false)])))), v2Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a change answered by 429',
    method: 'change',
    answers: [refused(429, 'throttled'), v1Good],
    expected: 'rows',
    sent: 2,
  },
  {
    name: 'a query that is throttled all the time',
    method: 'query',
    answers: [refused(429, 'throttled')],
    expected: { code: 'service', transient: true, busy: true, activityId: 'activity-1' },
    sent: 6,
  },
];

const told: readonly Case[] = [
  { name: 'a 401', method: 'query', answers: [refused(401, 'no token')], expected: { code: 'sign-in' }, sent: 1 },
  {
    name: 'a 403',
    method: 'change',
    answers: [refused(403, 'Principal x is not authorized')],
    expected: { code: 'sign-in' },
    sent: 1,
  },
  {
    name: 'a 401 without a body',
    method: 'show',
    answers: [{ kind: 'body', status: 401, body: '' }],
    expected: { code: 'sign-in' },
    sent: 1,
  },
  {
    name: 'a 404 without a body',
    method: 'show',
    answers: [{ kind: 'body', status: 404, body: '' }],
    expected: { code: 'unreachable' },
    sent: 1,
  },
  {
    name: 'a database that does not exist',
    method: 'show',
    answers: [refused(400, "Entity ID 'Db' of kind 'Database' was not found.", true)],
    expected: { code: 'not-found' },
    sent: 1,
  },
  {
    name: 'a table hidden by row level security',
    method: 'query',
    answers: [refused(400, 'blocked by row_level_security', true)],
    expected: { code: 'refused' },
    sent: 1,
  },
];

const cases = [...faulty, ...broken, ...brokenChanges, ...repeated, ...told];
let seen: ReadonlyMap<string, Seen>;

beforeAll(async () => {
  const all = await Promise.all(
    cases.map(async ({ name, method, answers }) => [name, await ask(method, answers)] as const),
  );
  seen = new Map(all);
});

function seenOf(name: string): Seen {
  const one = seen.get(name);
  if (one === undefined) throw new Error(`no case ${name}`);
  return one;
}

test.each(cases)('$name becomes what it is: $expected', ({ name, expected, sent }) => {
  const { rows, problems, requests } = seenOf(name);
  if (expected === 'rows') {
    expect(problems).toEqual([]);
    expect(rows?.map((row) => [...row])).toEqual([[['n', '1']]]);
  } else {
    expect(rows).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining(expected)]);
  }
  expect(requests).toHaveLength(sent);
});

test('every request asks for consistency, all data and no hidden rows, and every attempt has an id of its own', () => {
  const requests = [...seen.values()].flatMap((one) => one.requests);
  const ids = new Set(requests.map(({ headers }) => headers['x-ms-client-request-id']));
  expect(requests.length).toBeGreaterThan(cases.length);
  expect(ids.size).toBe(requests.length);
  for (const { options, headers, db } of requests) {
    expect(options).toMatchObject({
      queryconsistency: 'strongconsistency',
      query_datascope: 'all',
      request_block_row_level_security: true,
    });
    expect(headers['x-ms-app']).toBe('kusto-rebuild');
    expect(db).toBe('Db');
  }
});

test('queries and commands go to their own endpoints, whatever the text begins with', () => {
  for (const { name, method } of cases) {
    const paths = new Set(seenOf(name).requests.map(({ path }) => path));
    expect([...paths]).toEqual([method === 'query' ? '/v2/rest/query' : '/v1/rest/mgmt']);
  }
});

test.each([
  ['in the message of an error', refused(400, `Syntax error near: ${text}`, true)],
  ['in the text of an error row', ok(v1(table(['n'], [inRow(`failed: ${text}`, true)])))],
  ['in a body that cannot be read', body(text)],
  ['in the message of a 403', refused(403, `not allowed: ${text}`)],
])('a signature that the cluster repeats %s is not passed on', async (_, answer) => {
  const { problems } = await ask('change', [answer]);
  expect(problems).toHaveLength(1);
  expect(JSON.stringify(problems)).not.toContain('c2VjcmV0');
});

test('a cluster that refuses the connection is unreachable', async () => {
  const server = await startMisbehavingServer(() => v2Good);
  await server.stop();
  const client = createKustoClient({ cluster: server.cluster, database: 'Db' }, clock);
  await expect(client.query('print 1')).rejects.toMatchObject({
    problems: [{ code: 'unreachable', summary: expect.stringContaining(server.cluster) }],
  });
});

test('a cluster that goes away later is unreachable', async () => {
  const server = await startMisbehavingServer(() => v2Good);
  const client = createKustoClient({ cluster: server.cluster, database: 'Db' }, clock);
  await client.query('print 1');
  await server.stop();
  await expect(client.query('print 1')).rejects.toMatchObject({ problems: [{ code: 'unreachable' }] });
});

test('a host that is none of the known clusters gets no request and no token', async () => {
  const client = createKustoClient({ cluster: 'https://cluster.example.invalid', database: 'Db' }, clock);
  await expect(client.query('print 1')).rejects.toMatchObject({ problems: [{ code: 'unreachable' }] });
});
