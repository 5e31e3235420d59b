import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, parseBody } from './body.ts';
import { streamNames } from './commands/streaming.ts';
import { applyControls, type Latency } from './controls.ts';
import { timeoutOf, within } from './deadline.ts';
import { shownProblem } from './engine/blobs.ts';
import { actFor, localPrincipal } from './engine/caller.ts';
import type { Engine } from './engine/engine.ts';
import type { Journal } from './journal.ts';
import { ClusterProblem } from './problem.ts';
import { fieldsOf, givenIn, readBytes, refuseChange } from './received.ts';
import { type Answer, manage, type Route, routes, type Seen, stream, streamPath } from './routes.ts';
import { encodeProblem, type Identity } from './wire.ts';

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

/** A request on its way to an answer. */
interface Served {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly identity: Identity;
  readonly seen: Seen;
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
    if (url.pathname.startsWith(streamPath)) return this.#answer(request, response, url, (more) => this.#stream(more));
    const route = routes[url.pathname];
    if (route === undefined)
      return send(response, { status: 404, text: '{"error":{"code":"NotFound","message":"No such endpoint."}}' });
    return this.#answer(request, response, url, (more) => this.#run({ ...more, route }));
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
    url: URL,
    run: (served: Served) => Promise<Answer>,
  ): Promise<void> {
    const identity = identityOf(request);
    const started = performance.now();
    const seen: Seen = { db: '', csl: '' };
    response.setHeader('x-ms-client-request-id', identity.clientRequestId);
    response.setHeader('x-ms-activity-id', identity.activityId);
    const answer = await run({ request, url, identity, seen }).catch((cause) => failureAnswer(cause, identity));
    await delay(this.#latency.ms);
    this.#journal.write({
      time: new Date().toISOString(),
      endpoint: url.pathname,
      database: seen.db,
      text: seen.csl,
      ...(seen.kind === undefined ? {} : { kind: seen.kind }),
      ...(seen.columns === undefined ? {} : { columns: seen.columns }),
      ...(seen.commands === undefined ? {} : { commands: seen.commands }),
      clientRequestId: identity.clientRequestId,
      status: answer.status,
      durationMs: Math.round(performance.now() - started),
    });
    if (answer.status === 0) request.socket.destroy();
    else send(response, answer as { status: number; text: string });
  }

  #callerOf({ headers }: IncomingMessage): string {
    return this.#engine.access.caller(headers.authorization, Date.now()) ?? localPrincipal;
  }

  async #stream({ request, url, seen }: Served): Promise<Answer> {
    const bytes = await readBytes(request);
    const principal = this.#callerOf(request);
    await this.#engine.sealDue();
    return within(timeoutOf({}, 'command'), (deadline) =>
      actFor({ principal, text: '', options: {}, deadline }, () =>
        stream(url.pathname, { engine: this.#engine, given: givenIn(url, streamNames), bytes }, seen),
      ),
    );
  }

  async #run({ request, route, url, identity, seen }: Served & { route: Route }): Promise<Answer> {
    const isCommand = route === manage;
    const fields = await fieldsOf(request, url, isCommand);
    Object.assign(seen, { db: String(fields.db ?? ''), csl: String(fields.csl ?? '') });
    const principal = this.#callerOf(request);
    const body = bodyOf(fields);
    const { csl: text, options } = body;
    if (isCommand) refuseChange(request, text);
    await this.#engine.sealDue();
    return within(timeoutOf(options, isCommand ? 'command' : 'query'), (deadline) =>
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
  // The service lets an idle connection stand for minutes. Node's five seconds end it just when a busy client sends its next request.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(server));
  });
}
