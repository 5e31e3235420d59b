import { createServer, type Server } from 'node:http';
import { ProblemError } from '../../../src/domain/problem.ts';
import { hazardsOfSubscriptions } from '../../../src/domain/snapshot/event-subscription.ts';
import { createEventSubscriptions } from '../../../src/gateways/resource-manager/event-subscriptions.ts';

const subscription = '11111111-2222-4333-8444-555555555555';
const accountId = `/subscriptions/${subscription}/resourceGroups/group/providers/Microsoft.Storage/storageAccounts/snapshots1`;
const storage = 'https://snapshots1.blob.core.windows.net/backup/deep';
const topicId = `/subscriptions/${subscription}/resourceGroups/group/providers/Microsoft.EventGrid/systemTopics/t`;

type Answer = { readonly status?: number; readonly body: unknown };
let answers: (path: string, earlier: number) => Answer;
let asked: { readonly path: string; readonly authorization: string | undefined }[];
let server: Server;
let host: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const earlier = asked.filter((one) => one.path === path).length;
    asked.push({ path, authorization: request.headers.authorization });
    const { status = 200, body } = answers(path, earlier);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => server.close());

const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const open = (id = `${host}${accountId}`, at = storage) =>
  createEventSubscriptions({ accountId: id, storage: at }, () => credential);
const named = (name: string, filter: object = {}) => ({
  name,
  properties: { destination: { endpointType: 'EventHub' }, filter },
});

async function problemOf(work: () => unknown): Promise<ProblemError['problems'][0]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0];
    throw error;
  }
  throw new Error('no problem');
}

test('subscriptions of the account and of its system topics are listed, page by page and with a token', async () => {
  answers = (path) => {
    if (path.startsWith(`${topicId}/`)) return { body: { value: [named('of topic')] } };
    if (path.includes('/systemTopics?')) {
      const value = [
        { id: topicId, properties: { source: accountId.toUpperCase() } },
        { id: '/elsewhere', properties: { source: '/other' } },
      ];
      return { body: { value } };
    }
    if (path.includes('page=2')) return { body: { value: [named('second')] } };
    return { body: { value: [named('first')], nextLink: `${host}/next?page=2` } };
  };
  const listed = await open().list();
  expect(listed.map(({ name }) => name)).toEqual(['first', 'second', 'of topic']);
  expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer token']));
});

test.each([
  ['no filter', {}, 1],
  ['the container', { subjectBeginsWith: '/blobServices/default/containers/backup/' }, 1],
  [
    'a folder inside',
    { subjectBeginsWith: '/blobServices/default/containers/backup/blobs/deep/data/h/D/id/tables/0' },
    1,
  ],
  ['another container', { subjectBeginsWith: '/blobServices/default/containers/landing/' }, 0],
  ['a container with this name at its start', { subjectBeginsWith: '/blobServices/default/containers/backup2/' }, 0],
  ['Parquet files', { subjectEndsWith: '.parquet' }, 1],
  ['CSV files', { subjectEndsWith: '.csv' }, 0],
  ['blobs that are deleted', { includedEventTypes: ['Microsoft.Storage.BlobDeleted'] }, 0],
  ['blobs that are created', { includedEventTypes: ['Microsoft.Storage.BlobCreated'] }, 1],
  [
    'another case, where case counts',
    { subjectBeginsWith: '/blobServices/default/containers/Backup/', isSubjectCaseSensitive: true },
    0,
  ],
])('a subscription to %s', async (_, filter, expected) => {
  answers = (path) => ({ body: { value: path.includes('/systemTopics?') ? [] : [named('one', filter)] } });
  const subscriptions = open();
  expect(hazardsOfSubscriptions(await subscriptions.list(), subscriptions.subjectOf('data/h/D/id'))).toHaveLength(
    expected,
  );
});

test('a refusal, an answer that cannot be read and a next page elsewhere are problems', async () => {
  answers = () => ({ status: 403, body: {} });
  expect(await problemOf(() => open().list())).toMatchObject({ code: 'sign-in' });
  answers = () => ({ body: 'no json' });
  expect(await problemOf(() => open().list())).toMatchObject({ code: 'service' });
  answers = () => ({ body: { value: [{ name: 1 }] } });
  expect(await problemOf(() => open().list())).toMatchObject({ code: 'service' });
  answers = () => ({ body: { value: [], nextLink: 'http://127.0.0.2:1/' } });
  expect((await problemOf(() => open().list())).summary).toContain('elsewhere');
});

test('what may pass is asked again', async () => {
  answers = (_, earlier) => (earlier === 0 ? { status: 503, body: '' } : { body: { value: [] } });
  expect(await open().list()).toEqual([]);
});

test.each([
  ['nonsense', 'another form'],
  ['/subscriptions/1/resourceGroups/g', 'another form'],
  [`https://attacker.example${accountId}`, 'is no Azure Resource Manager'],
  [`http://attacker.example${accountId}`, 'is no Azure Resource Manager'],
  [accountId.replace('snapshots1', 'other'), 'another storage account'],
])('the resource id %s is refused before anything is asked', async (id, words) => {
  const problem = await problemOf(() => open(id));
  expect(problem).toMatchObject({ code: 'input', summary: expect.stringContaining(words) });
  expect(asked).toEqual([]);
});
