import { randomUUID } from 'node:crypto';
import { runningName } from '../engine/continuous-export-runs.ts';
import { type ContinuousExport, checkExport, findExport } from '../engine/continuous-exports.ts';
import { cursorText } from '../engine/cursor.ts';
import { forgetHistory, listHistory } from '../engine/export-history.ts';
import { checkName } from '../engine/names.ts';
import { parseTimespan } from '../engine/time.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { tableProperties, tableSettings } from './export-settings.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, type Properties, properties, type Request, resultOf } from './request.ts';

const defined = {
  Name: 'string',
  ExternalTableName: 'string',
  Query: 'string',
  ForcedLatency: 'timespan',
  IntervalBetweenRuns: 'timespan',
  CursorScopedTables: 'string',
  ExportProperties: 'string',
} as const;

const shown = {
  ...defined,
  LastRunTime: 'datetime',
  StartCursor: 'string',
  IsDisabled: 'bool',
  LastRunResult: 'string',
  ExportedTo: 'datetime',
  IsRunning: 'bool',
} as const;

const ticks = (text: string | undefined): bigint | null => (text === undefined ? null : BigInt(text));

function definition({ database }: Request, job: ContinuousExport): Cell[] {
  const scoped = (job.over ?? []).map((table) => `['${database.name}'].['${table}']`);
  const spans = [ticks(job.forcedLatency), ticks(job.interval)];
  const documents = [scoped, job.properties].map((document) => JSON.stringify(document, null, 2));
  return [job.name, job.externalTable, job.query, ...spans, ...documents];
}

function exportRows(request: Request, jobs: readonly ContinuousExport[]): Result {
  const { engine, database } = request;
  const rows = jobs.map((job): Cell[] => [
    ...definition(request, job),
    ticks(job.lastRun),
    cursorText(BigInt(job.startStamp)),
    job.isDisabled,
    job.lastResult ?? '',
    ticks(job.exportedTo),
    engine.exporting.has(runningName(database, job.name)),
  ]);
  return resultOf(shown, rows);
}

function spanOf(given: Properties, name: string): bigint | undefined {
  const value = given.text(name);
  if (value === undefined) return undefined;
  const span = parseTimespan(value.replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (span === undefined) throw badRequest(`The property '${name}' is a timespan, not '${value}'.`);
  return span;
}

const minute = 600_000_000n;

/** The pages ask for more than a minute, and allow for one. What it is when it is not given no page says. */
function intervalOf(given: Properties): string {
  const interval = spanOf(given, 'intervalBetweenRuns');
  if (interval === undefined) throw unsupported("a continuous export without 'intervalBetweenRuns'");
  if (interval < minute) throw badRequest("'intervalBetweenRuns' is at least one minute.");
  return String(interval);
}

/** The properties of the export itself that were given, by the names that show them. */
function shownProperties(given: Properties): ContinuousExport['properties'] {
  const numbers = ['sizeLimit', 'parquetRowGroupSize'].map((name) => [name, given.integer(name, 0)] as const);
  const texts = ['distribution', 'distributionKind'].map((name) => [name, given.text(name)] as const);
  const all = [...numbers, ['distributed', given.flag('distributed', true)] as const, ...texts];
  const present = all.filter(([name]) => given.text(name) !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [`${name[0]?.toUpperCase()}${name.slice(1)}`, value ?? '']));
}

type Definition = Omit<ContinuousExport, 'id' | 'startStamp' | 'stamp'>;

function readDefinition(request: Request): Definition {
  const { command } = request;
  const known = [...tableProperties, 'intervalBetweenRuns', 'forcedLatency', 'isDisabled', 'managedIdentity'];
  const given = properties(request, ...known);
  if (given.text('managedIdentity') !== undefined) throw unsupported('a continuous export with a managed identity');
  if (command.query === undefined) throw badRequest('A continuous export needs a query.');
  const over = command.arguments('TableName');
  const latency = spanOf(given, 'forcedLatency');
  return {
    name: argument(request, 'ContinuousExportName'),
    externalTable: argument(request, 'ExternalTableName'),
    query: command.query.text.trim(),
    ...(command.words.includes('over') ? { over } : {}),
    interval: intervalOf(given),
    ...(latency === undefined ? {} : { forcedLatency: String(latency) }),
    settings: tableSettings(given),
    properties: shownProperties(given),
    isDisabled: given.flag('isDisabled', false),
  };
}

/** What an export has done stays with it when its definition changes. */
function merged(given: Definition, present: ContinuousExport | undefined, stamp: number): ContinuousExport {
  if (present === undefined) return { ...given, id: randomUUID(), startStamp: stamp, stamp };
  const { over: _over, forcedLatency: _latency, failingSince: _failing, ...kept } = present;
  return { ...kept, ...given };
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous */
function createOrAlter(request: Request): Promise<Result> {
  const { database } = request;
  const given = readDefinition(request);
  checkName(given.name);
  return database.change(async (_session, draft) => {
    checkExport(database, draft.catalog, given);
    const job = merged(given, draft.exports.get(given.name), Number(database.cursor.assigned()));
    draft.exports.set(job.name, job);
    return resultOf(defined, [definition(request, job)]);
  });
}

const words = (text: string) => new Reader(text.trimStart().slice(1));

/** The grammar has no label for the name of every one of these commands. */
function nameOf({ text }: Request): string {
  const reader = words(text);
  reader.choose('enable', 'disable', 'drop', 'show');
  reader.expect('continuous-export');
  return reader.name();
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/disable-enable-continuous */
const toggle = (isDisabled: boolean) => (request: Request) =>
  request.database.change(async (_session, draft) => {
    const { failingSince: _failing, ...found } = findExport(draft, nameOf(request));
    const job = { ...found, isDisabled };
    draft.exports.set(job.name, job);
    return exportRows(request, [job]);
  });

/** Source: https://learn.microsoft.com/kusto/management/data-export/drop-continuous-export */
function drop(request: Request): Promise<Result> {
  return request.database.change(async (session, draft) => {
    const { id, name } = findExport(draft, nameOf(request));
    await forgetHistory(session, id);
    draft.exports.delete(name);
    return exportRows(request, [...draft.exports.values()]);
  });
}

async function artifacts(request: Request): Promise<Result> {
  const { database } = request;
  const { id } = findExport(database.catalog, nameOf(request));
  const asked = { kind: 'artifact' as const, nowTicks: database.clock.nowTicks() };
  const found = await database.store.read((session) => listHistory(session, id, asked));
  const columns = { Timestamp: 'datetime', ExternalTableName: 'string', Path: 'string', NumRecords: 'long' } as const;
  return resultOf(
    { ...columns, SizeInBytes: 'long' },
    found.map(({ on, externalTable, path, rows, bytes }) => [BigInt(on), externalTable, path, BigInt(rows), bytes]),
  );
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-failures */
async function failures(request: Request): Promise<Result> {
  const { database } = request;
  const { id, name } = findExport(database.catalog, nameOf(request));
  const asked = { kind: 'failure' as const, nowTicks: database.clock.nowTicks() };
  const found = await database.store.read((session) => listHistory(session, id, asked));
  const columns = {
    Timestamp: 'datetime',
    OperationId: 'string',
    Name: 'string',
    LastSuccessRun: 'datetime',
    FailureKind: 'string',
    Details: 'string',
  } as const;
  return resultOf(
    columns,
    found.map(({ on, operationId, lastSuccess, kind, details }) => [
      ...[BigInt(on), operationId, name],
      ...[ticks(lastSuccess), kind, details],
    ]),
  );
}

export const continuousExportCommands: Commands = {
  CreateOrAlterContinuousExport: createOrAlter,
  ShowContinuousExport: (request) => exportRows(request, [findExport(request.database.catalog, nameOf(request))]),
  ShowContinuousExports: (request) => exportRows(request, [...request.database.catalog.exports.values()]),
  ShowContinuousExportExportedArtifacts: artifacts,
  ShowContinuousExportFailures: failures,
  EnableContinuousExport: toggle(false),
  DisableContinuousExport: toggle(true),
  DropContinuousExport: drop,
};
