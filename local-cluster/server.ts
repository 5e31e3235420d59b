import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Body, bodyOf, parseBody } from './body.ts';
import { readCommand, runCommand } from './commands/index.ts';
import { queryNeeds } from './commands/permissions.ts';
import { applyControls, type Latency } from './controls.ts';
import { timeoutOf, within } from './deadline.ts';
import { shownProblem } from './engine/blobs.ts';
import { actFor, localPrincipal } from './engine/caller.ts';
import type { Engine } from './engine/engine.ts';
import { mergeNamed } from './engine/merge.ts';
import { readResult, truncate, withQuery } from './engine/query.ts';
import type { Journal } from './journal.ts';
import { badRequest, ClusterProblem, outOfMemory } from './problem.ts';
import {
  encodeCommand,
  encodeProblem,
  encodeQueryV1,
  encodeQueryV2,
  type Identity,
  type Answer as Part,
  type Result,
} from './wire.ts';

/** What the journal will say about a request. */
interface Seen {
  db: string;
  csl: string;
  kind?: string;
  columns?: string;
}

interface Call {
  readonly identity: Identity;
  readonly seen: Seen;
  readonly body: Body;
}

/** An answer, or the news that the connection is to be closed without one. */
type Answer = { readonly status: number; readonly text: string } | { readonly status: 0 };

type Route = (call: Call, engine: Engine) => Promise<Answer>;

const unzip = promisify(gunzip);

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? unzip(bytes) : bytes;
}

const manage: Route = async ({ identity, body, seen }, engine) => {
  if (Object.keys(body.parameters).length > 0)
    throw badRequest('The local cluster does not take query parameters in a command.');
  const database = engine.database(body.db);
  const command = readCommand(body.csl, database);
  seen.kind = command.kind;
  engine.faults.refuse(command.kind);
  if (engine.faults.strikes('drop-before', command.kind)) return { status: 0 };
  if (engine.faults.strikes('extent-merge', command.kind)) await mergeNamed(database, body.csl);
  const result = await runCommand({
    engine,
    database,
    command,
    text: body.csl,
    identity,
  });
  const isPiped = command.pipe !== undefined;
  if (!isPiped) seen.columns = result.columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  const answer = broken(engine, command.kind, result) ?? (isPiped ? truncate(result, body.options) : { result });
  if (engine.faults.strikes('drop-after', command.kind)) return { status: 0 };
  return { status: 200, text: isPiped ? encodeQueryV1(answer, engine.clock.nowTicks()) : encodeCommand(answer) };
};

const query =
  (version: 1 | 2): Route =>
  async ({ identity, body }, engine) => {
    const database = engine.database(body.db);
    const what = `query '${database.name}'`;
    engine.access.check({ catalog: database.catalog, needs: queryNeeds, what });
    engine.faults.refuse('Query');
    if (engine.faults.strikes('drop-before', 'Query')) return { status: 0 };
    const { rows, options, cursor } = await withQuery(
      database,
      body.csl,
      async (session, translated) => ({ ...translated, rows: await readResult(session, translated) }),
      (catalog) => ({ ...catalog, parameters: body.parameters }),
    );
    engine.faults.admit('Query', BigInt(rows.rows.length));
    const part = broken(engine, 'Query', rows) ?? truncate(rows, options);
    const answer = cursor === undefined ? part : { ...part, cursor };
    if (engine.faults.strikes('drop-after', 'Query')) return { status: 0 };
    const now = engine.clock.nowTicks();
    const text = version === 1 ? encodeQueryV1(answer, now) : encodeQueryV2(answer, now, identity);
    return { status: 200, text };
  };

/** What a client sees of a request that fails while its rows are on their way, where a fault says so. */
function broken({ faults }: Engine, command: string, rows: Result): Part | undefined {
  const fault = faults.strike('partial-result', command);
  if (fault === undefined) return undefined;
  return { result: { ...rows, rows: rows.rows.slice(0, fault.amount) }, failure: outOfMemory() };
}

const routes: Readonly<Record<string, Route>> = {
  '/v1/rest/mgmt': manage,
  '/v1/rest/query': query(1),
  '/v2/rest/query': query(2),
};

const metadata = JSON.stringify({
  AzureAD: {
    LoginEndpoint: 'https://login.microsoftonline.com',
    LoginMfaRequired: false,
    KustoClientAppId: 'db662dc1-0cfe-4e1c-a843-19a68e65be58',
    KustoClientRedirectUri: 'https://microsoft/kustoclient',
    KustoServiceResourceId: 'https://kusto.kusto.windows.net',
    FirstPartyAuthorityUrl: 'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  },
});

/** What the caller did wrong is told in full; anything else is a bug of this engine, and shown as one. */
function failureAnswer(cause: unknown, identity: Identity): { status: number; text: string } {
  const problem =
    cause instanceof ClusterProblem
      ? cause
      : new ClusterProblem({
          status: 520,
          code: 'General_InternalServerError',
          type: 'LocalCluster.Bug',
          message: shownProblem(cause),
          permanent: true,
        });
  if (problem.status === 520) process.stderr.write(`${shownProblem(cause instanceof Error ? cause.stack : cause)}\n`);
  return { status: problem.status, text: JSON.stringify(encodeProblem(problem, identity)) };
}

function identityOf(request: IncomingMessage): Identity {
  const given = request.headers['x-ms-client-request-id'];
  return { clientRequestId: String(given ?? `unspecified;${randomUUID()}`), activityId: randomUUID() };
}

export interface ServerOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly port: number;
}

class Site {
  readonly #engine: Engine;
  readonly #journal: Journal;
  readonly #latency: Latency = { ms: 0 };

  constructor({ engine, journal }: ServerOptions) {
    this.#engine = engine;
    this.#journal = journal;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/v1/rest/auth/metadata') return send(response, { status: 200, text: metadata });
    if (url.pathname === '/local/control') return this.#control(request, response);
    const route = routes[url.pathname];
    if (route === undefined)
      return send(response, { status: 404, text: '{"error":{"code":"NotFound","message":"No such endpoint."}}' });
    return this.#answer(request, response, { route, url });
  }

  async #control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const identity = identityOf(request);
    try {
      const asked = parseBody((await readBytes(request)).toString());
      const answer = await applyControls(asked, this.#engine, this.#latency);
      send(response, { status: 200, text: JSON.stringify(answer) });
    } catch (cause) {
      send(response, failureAnswer(cause, identity));
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { route, url }: { route: Route; url: URL },
  ): Promise<void> {
    const identity = identityOf(request);
    const started = performance.now();
    const seen: Seen = { db: '', csl: '' };
    response.setHeader('x-ms-client-request-id', identity.clientRequestId);
    response.setHeader('x-ms-activity-id', identity.activityId);
    const answer = await this.#run(request, { route, url, identity, seen }).catch((cause) =>
      failureAnswer(cause, identity),
    );
    await delay(this.#latency.ms);
    this.#journal.write({
      time: new Date().toISOString(),
      endpoint: url.pathname,
      database: seen.db,
      text: seen.csl,
      ...(seen.kind === undefined ? {} : { kind: seen.kind }),
      ...(seen.columns === undefined ? {} : { columns: seen.columns }),
      clientRequestId: identity.clientRequestId,
      status: answer.status,
      durationMs: Math.round(performance.now() - started),
    });
    if (answer.status === 0) request.socket.destroy();
    else send(response, answer as { status: number; text: string });
  }

  async #run(
    request: IncomingMessage,
    { route, url, identity, seen }: { route: Route; url: URL; identity: Identity; seen: Seen },
  ): Promise<Answer> {
    const isGet = request.method === 'GET';
    const fields = isGet ? Object.fromEntries(url.searchParams) : parseBody((await readBytes(request)).toString());
    Object.assign(seen, { db: String(fields.db ?? ''), csl: String(fields.csl ?? '') });
    const principal = this.#engine.access.caller(request.headers.authorization, Date.now()) ?? localPrincipal;
    const body = bodyOf(fields);
    const { csl: text, options } = body;
    return within(timeoutOf(options, route === manage ? 'command' : 'query'), (deadline) =>
      actFor({ principal, text, options, deadline }, () => route({ identity, seen, body }, this.#engine)),
    );
  }
}

function send(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(text);
}

/** Serves an engine on the loopback interface; resolves once it listens. */
export function startServer(options: ServerOptions): Promise<Server> {
  const site = new Site(options);
  const server = createServer((request, response) => {
    site.serve(request, response).catch((cause) => {
      process.stderr.write(`${shownProblem(cause)}\n`);
      response.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(server));
  });
}
