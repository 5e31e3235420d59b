import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly db: string;
  readonly csl: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** `reset` closes the connection instead of answering; `cut` closes it in the middle of the body. */
export type Answer =
  | { readonly kind: 'body'; readonly status: number; readonly body: string; readonly type?: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'cut'; readonly body: string };

export interface MisbehavingServer {
  readonly cluster: string;
  readonly requests: readonly ReceivedRequest[];
  stop(): Promise<void>;
}

/** Speaks enough of the Kusto REST API to be signed in to, and answers the n-th request, from 0, as told. */
export async function startMisbehavingServer(
  answer: (request: ReceivedRequest, ordinal: number) => Answer,
): Promise<MisbehavingServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/v1/rest/auth/metadata')) {
      response.writeHead(404).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = readRequest(request, Buffer.concat(chunks).toString('utf8'));
      requests.push(received);
      send(answer(received, requests.length - 1), response);
    });
  });
  // What breaks a connection is the answer alone, not how long a busy machine leaves it idle.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    cluster: `http://127.0.0.1:${address.port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readRequest(request: IncomingMessage, body: string): ReceivedRequest {
  const { db, csl, properties } = JSON.parse(body);
  const read: unknown = typeof properties === 'string' ? JSON.parse(properties) : properties;
  const options = typeof read === 'object' && read !== null && 'Options' in read ? read.Options : {};
  return { path: request.url ?? '', headers: request.headers, db, csl, options: { ...(options as object) } };
}

function send(answer: Answer, response: ServerResponse): void {
  switch (answer.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.body.length });
      response.write(answer.body.slice(0, answer.body.length / 2), () => response.socket?.destroy());
      return;
    case 'body':
      response.writeHead(answer.status, {
        'content-type': answer.type ?? 'application/json',
        'x-ms-activity-id': 'activity-1',
      });
      response.end(answer.body);
  }
}

export const ok = (body: unknown): Answer => ({ kind: 'body', status: 200, body: JSON.stringify(body) });

export const refused = (status: number, message: string, permanent?: boolean): Answer => ({
  kind: 'body',
  status,
  body: JSON.stringify({
    error: {
      code: 'BadRequest',
      message: 'see @message',
      '@message': message,
      ...(permanent === undefined ? {} : { '@permanent': permanent }),
    },
  }),
});
