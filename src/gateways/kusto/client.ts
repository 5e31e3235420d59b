import type { TokenCredential } from '@azure/identity';
import { Client, ClientRequestProperties, KustoConnectionStringBuilder } from 'azure-kusto-data';
import pRetry from 'p-retry';
import { ProblemError, problemError } from '../../domain/problem.ts';
import { redact } from '../../domain/redact.ts';
import type { Clock } from '../../ports/clock.ts';
import { type BodyReading, type Row, readV1, readV2 } from './body.ts';
import { requestFailure, serviceProblem } from './problems.ts';

const minutes = 60_000;

/**
 * What every request carries: strong consistency, hot and cold data, and an error instead of a filtered answer where a row level security policy
 * would hide rows. Source: https://learn.microsoft.com/kusto/api/rest/request-properties
 */
const requestOptions: Readonly<Record<string, unknown>> = {
  queryconsistency: 'strongconsistency',
  query_datascope: 'all',
};

/** Whether a request asks for an error where row level security hides rows. Not to ask is only for tables whose policy shows all rows or none. */
export type RowSecurityWish = 'blocked' | 'filtered';

export interface ClusterTarget {
  readonly cluster: string;
  readonly database: string;
  /** Absent for an emulator that takes no sign-in. */
  readonly credential?: TokenCredential;
}

export interface KustoClient {
  readonly target: ClusterTarget;
  /** A query. Repeated while the service calls its failure transient. */
  query(text: string): Promise<readonly Row[]>;
  /** A management command that changes nothing. Repeated like a query, unless it has to end within some milliseconds. */
  show(text: string, within?: number): Promise<readonly Row[]>;
  /** A management command that changes something. Repeated only when the service said that it did not accept it. */
  change(text: string): Promise<readonly Row[]>;
}

/**
 * Sends through the SDK, takes the body as it came and judges it here, because the SDK overlooks errors inside a 200 (`Exceptions`, error
 * rows, status rows) and never retries.
 */
export function createKustoClient(target: ClusterTarget, clock: Clock, wish: RowSecurityWish = 'blocked'): KustoClient {
  const builder =
    target.credential === undefined
      ? new KustoConnectionStringBuilder(target.cluster)
      : KustoConnectionStringBuilder.withTokenCredential(target.cluster, target.credential);
  const client = new Client(builder);

  async function send(kind: 'mgmt' | 'query', text: string, within?: number): Promise<readonly Row[]> {
    const properties = newProperties(clock, wish, within);
    const body: unknown =
      kind === 'mgmt'
        ? await client.executeMgmt(target.database, text, properties)
        : await client.executeQuery(target.database, text, properties);
    return rowsOrThrow(kind === 'mgmt' ? readV1(body) : readV2(body));
  }

  const repeat = (kind: 'mgmt' | 'query', text: string, mode: 'read' | 'change') =>
    withRetry(target.cluster, () => send(kind, text), { mode, retries: 5 });
  return {
    target,
    query: (text) => repeat('query', text, 'read'),
    show: (text, within) =>
      within === undefined
        ? repeat('mgmt', text, 'read')
        : withRetry(target.cluster, () => send('mgmt', text, within), { mode: 'read', retries: 0 }),
    change: (text) => repeat('mgmt', text, 'change'),
  };
}

/** What the service takes to say that the time is up. */
const answerTime = 5_000;

function newProperties(clock: Clock, wish: RowSecurityWish, within: number | undefined): ClientRequestProperties {
  const properties = new ClientRequestProperties();
  properties.raw = true;
  properties.application = 'kusto-rebuild';
  properties.clientRequestId = `kusto-rebuild;${clock.randomHex(32)}`;
  properties.setTimeout(within ?? 55 * minutes);
  if (within !== undefined) properties.setClientTimeout(within + answerTime);
  for (const [name, value] of Object.entries(requestOptions)) properties.setOption(name, value);
  if (wish === 'blocked') properties.setOption('request_block_row_level_security', true);
  return properties;
}

function rowsOrThrow(reading: BodyReading): readonly Row[] {
  switch (reading.kind) {
    case 'rows':
      return reading.rows;
    case 'failed':
      throw problemError(serviceProblem(reading.message, reading.permanent === false));
    case 'malformed':
      throw problemError({
        code: 'unknown',
        summary: 'The cluster sent an answer that cannot be read.',
        detail: redact(reading.message),
        transient: true,
      });
  }
}

async function withRetry<T>(
  cluster: string,
  attempt: () => Promise<T>,
  { mode, retries }: { readonly mode: 'read' | 'change'; readonly retries: number },
): Promise<T> {
  const translate = async (): Promise<T> => {
    try {
      return await attempt();
    } catch (error) {
      throw error instanceof ProblemError ? new Failure(error, 'unknown') : failureOf(error, cluster);
    }
  };
  try {
    return await pRetry(translate, {
      retries,
      minTimeout: 250,
      factor: 2,
      randomize: true,
      shouldRetry: ({ error }) => mayRepeat(error, mode),
    });
  } catch (error) {
    throw error instanceof Failure ? error.inner : error;
  }
}

/** Keeps what the retry decision needs beside the problem. */
class Failure extends Error {
  readonly inner: ProblemError;
  readonly accepted: 'no' | 'unknown';
  constructor(inner: ProblemError, accepted: 'no' | 'unknown') {
    super(inner.message);
    this.inner = inner;
    this.accepted = accepted;
  }
}

function failureOf(error: unknown, cluster: string): Failure {
  const { problem, accepted } = requestFailure(error, cluster);
  return new Failure(problemError(problem), accepted);
}

function mayRepeat(error: Error, mode: 'read' | 'change'): boolean {
  if (!(error instanceof Failure)) return false;
  // What was too big is too big again.
  const transient = error.inner.problems.every(({ transient, tooBig }) => transient === true && tooBig === undefined);
  return transient && (mode === 'read' || error.accepted === 'no');
}
