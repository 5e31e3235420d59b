import type { Body } from './body.ts';
import { completedCommands } from './commands/execute-script.ts';
import { readCommand, runCommand } from './commands/index.ts';
import { queryNeeds } from './commands/permissions.ts';
import { ingestStream, type StreamRequest } from './commands/streaming.ts';
import { shownProblem } from './engine/blobs.ts';
import { presentCaller } from './engine/caller.ts';
import type { CommandRecord } from './engine/command-log.ts';
import { PartialFailure } from './engine/data-problems.ts';
import type { Database } from './engine/database.ts';
import type { Engine } from './engine/engine.ts';
import { mergeNamed } from './engine/merge.ts';
import { readResult, truncate, withQuery } from './engine/query.ts';
import type { Session } from './engine/store.ts';
import { maskSecrets } from './journal.ts';
import { badRequest, outOfMemory } from './problem.ts';
import type { Column, TranslatedQuery } from './query/contract.ts';
import { encodeCommand, encodeQueryV1, type Identity, type Answer as Part, type Result } from './wire.ts';
import { encodeQueryV2 } from './wire-frames.ts';

/** What the journal will say about a request. */
export interface Seen {
  db: string;
  csl: string;
  kind?: string;
  columns?: string;
  commands?: readonly string[];
}

export interface Call {
  readonly identity: Identity;
  readonly seen: Seen;
  readonly body: Body;
}

/** An answer, or the news that the connection is to be closed without one. */
export type Answer = { readonly status: number; readonly text: string } | { readonly status: 0 };

export type Route = (call: Call, engine: Engine) => Promise<Answer>;

/** Runs a command. */
export const manage: Route = async ({ identity, body, seen }, engine) => {
  if (Object.keys(body.parameters).length > 0)
    throw badRequest('The local cluster does not take query parameters in a command.');
  const database = engine.database(body.db);
  const command = readCommand(body.csl, database);
  seen.kind = command.kind;
  engine.faults.refuse(command.kind);
  if (engine.faults.strikes('drop-before', command.kind)) return { status: 0 };
  if (engine.faults.strikes('extent-merge', command.kind)) await mergeNamed(database, body.csl);
  const result = await logged({ engine, database, command, text: body.csl, identity });
  if (command.kind === 'ExecuteDatabaseScript') seen.commands = completedCommands(result);
  const isPiped = command.pipe !== undefined;
  if (!isPiped) seen.columns = result.columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  const answer = broken(engine, command.kind, result) ?? (isPiped ? truncate(result, body.options) : { result });
  if (engine.faults.strikes('drop-after', command.kind)) return { status: 0 };
  return { status: 200, text: isPiped ? encodeQueryV1(answer, engine.clock.nowTicks()) : encodeCommand(answer) };
};

/** Runs a command that is no `.show`, and leaves it in the log. */
async function logged(asked: Parameters<typeof runCommand>[0]): Promise<Result> {
  const { engine, database, command, text, identity } = asked;
  if (command.kind.startsWith('Show')) return runCommand(asked);
  const started = engine.clock.nowTicks();
  const end = (state: CommandRecord['state'], reason: string): Promise<void> =>
    engine.commandLog.append({
      clientActivityId: identity.clientRequestId,
      activityId: identity.activityId,
      kind: command.kind,
      text: maskSecrets(text),
      database: database.name,
      principal: presentCaller().principal,
      startedOn: String(started),
      endedOn: String(engine.clock.nowTicks()),
      state,
      reason,
    });
  try {
    const result = await runCommand(asked);
    await end('Completed', '');
    return result;
  } catch (cause) {
    await end('Failed', shownProblem(cause));
    throw cause;
  }
}

const query =
  (version: 1 | 2): Route =>
  async ({ identity, body }, engine) => {
    const database = engine.database(body.db);
    const what = `query '${database.name}'`;
    engine.access.check({ catalog: database.catalog, needs: queryNeeds, what });
    engine.faults.refuse('Query');
    if (engine.faults.strikes('drop-before', 'Query')) return { status: 0 };
    const answer = await answerOf(engine, database, body);
    if (engine.faults.strikes('drop-after', 'Query')) return { status: 0 };
    const now = engine.clock.nowTicks();
    const text = version === 1 ? encodeQueryV1(answer, now) : encodeQueryV2(answer, now, identity);
    return { status: 200, text };
  };

/** The rows, or as many as there were before the query failed. */
async function answerOf(engine: Engine, database: Database, { csl, parameters }: Body): Promise<Part> {
  let columns: readonly Column[] = [];
  const read = async (session: Session, translated: TranslatedQuery) => {
    columns = translated.columns;
    return { ...translated, rows: await readResult(session, translated) };
  };
  try {
    const found = await withQuery(database, csl, read, (catalog) => ({ ...catalog, parameters }));
    const { rows, options, cursor } = found;
    engine.faults.admit('Query', BigInt(rows.rows.length));
    const part = broken(engine, 'Query', rows) ?? truncate(rows, options);
    return cursor === undefined ? part : { ...part, cursor };
  } catch (cause) {
    if (cause instanceof PartialFailure) return { result: { columns, rows: [] }, failure: cause };
    throw cause;
  }
}

/** What a client sees of a request that fails while its rows are on their way, where a fault says so. */
function broken({ faults }: Engine, command: string, rows: Result): Part | undefined {
  const fault = faults.strike('partial-result', command);
  if (fault === undefined) return undefined;
  return { result: { ...rows, rows: rows.rows.slice(0, fault.amount) }, failure: outOfMemory() };
}

const streamKind = 'StreamingIngestion';
/** Where streams go, and then the database and the table. */
export const streamPath = '/v1/rest/ingest/';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw badRequest(`'${part}' in the address cannot be read: ${cause instanceof Error ? cause.message : cause}.`);
  }
}

/** Takes rows as a stream; the address says where they go. */
export async function stream(
  path: string,
  request: Omit<StreamRequest, 'database' | 'table'>,
  seen: Seen,
): Promise<Answer> {
  const { engine } = request;
  const [database = '', table = '', ...more] = path.slice(streamPath.length).split('/').map(decoded);
  if (table === '' || more.length > 0) throw badRequest(`The address is ${streamPath}{database}/{table}.`);
  seen.db = database;
  engine.faults.refuse(streamKind);
  if (engine.faults.strikes('drop-before', streamKind)) return { status: 0 };
  const result = await ingestStream({ ...request, database, table });
  if (engine.faults.strikes('drop-after', streamKind)) return { status: 0 };
  return { status: 200, text: encodeCommand({ result }) };
}

/** By path. */
export const routes: Readonly<Record<string, Route>> = {
  '/v1/rest/mgmt': manage,
  '/v1/rest/query': query(1),
  '/v2/rest/query': query(2),
};
