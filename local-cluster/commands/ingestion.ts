import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalog, type Draft, effectivePolicy, findTable, type TableEntry } from '../engine/catalog.ts';
import { hasTag, insertRows } from '../engine/extents.ts';
import { type Format, type SourceFile, type SourceFormat, selectFile, withDownloads } from '../engine/ingest.ts';
import { addedColumns } from '../engine/mapped-columns.ts';
import type { Extent } from '../engine/new-extents.ts';
import type { Session } from '../engine/store.ts';
import { addColumns } from '../engine/tables.ts';
import { parseDatetime, parseTimespan } from '../engine/time.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Result } from '../wire.ts';
import { noteFailure } from './failed-ingestions.ts';
import { formatOf, mappingOf, sourceFormat } from './ingestion-source.ts';
import { runOperation } from './operations.ts';
import { argument, type Commands, type Properties, properties, type Request, resultOf } from './request.ts';

/** Properties of every kind of ingestion. Source: https://learn.microsoft.com/kusto/ingestion-properties */
export const batchProperties = ['tags', 'creationTime', 'ingestIfNotExists'];
export const sourceProperties = [
  ...batchProperties,
  'format',
  'ignoreFirstRecord',
  'ingestionMapping',
  'ingestionMappingReference',
];
const noExtent = '00000000-0000-0000-0000-000000000000';

/** What the extents of one ingestion have in common. */
export interface Batch {
  readonly tags: readonly string[];
  readonly createdTicks: bigint;
  readonly nowTicks: bigint;
  /** Tags that, where the table has one already, make the ingestion do nothing. */
  readonly unlessTagged: readonly string[];
}

export function batchOf({ engine }: Pick<Request, 'engine'>, given: Properties): Batch {
  const nowTicks = engine.clock.nowTicks();
  const created = given.text('creationTime');
  const createdTicks = created === undefined ? nowTicks : parseDatetime(created);
  if (createdTicks === undefined) throw badRequest(`'${created}' is no creation time.`);
  const unlessTagged = given.texts('ingestIfNotExists').map((value) => `ingest-by:${value}`);
  return { tags: [...new Set(given.texts('tags'))], createdTicks, nowTicks, unlessTagged };
}

/** Source: https://learn.microsoft.com/kusto/management/retention-policy */
export function checkCreationTime(
  catalog: Pick<Catalog, 'database'>,
  table: TableEntry,
  { createdTicks, nowTicks }: Batch,
): void {
  const retention = effectivePolicy(catalog, table, 'retention');
  if (retention === undefined) return;
  const period = parseTimespan(JSON.parse(retention).SoftDeletePeriod);
  if (period === undefined || createdTicks >= nowTicks - period) return;
  const message = `The creation time is earlier than the soft delete period of table '${table.name}' allows.`;
  throw badRequest(message, 'BadRequest_CreationTimeEarlierThanSoftDeletePeriod');
}

interface Load {
  readonly tableName: string;
  readonly files: readonly SourceFile[];
  readonly given: Properties;
  readonly format: Format;
  readonly batch: Batch;
}

/** Loads files in one transaction; undefined when the tags say it was done before. */
export function loadFiles({ database }: Pick<Request, 'database'>, load: Load): Promise<Extent[] | undefined> {
  return database.change(async (session, draft) => {
    const present = findTable(draft, load.tableName);
    checkCreationTime(draft, present, load.batch);
    if (await hasTag(session, present, load.batch.unlessTagged)) return undefined;
    const source = sourceFormat(present, load.given, load.format);
    const columns = addedColumns(present, source.mapping ?? []);
    const table = columns.length === 0 ? present : await addColumns(session, draft, { table: present, columns });
    const extents: Extent[] = [];
    for (const { file, location } of load.files)
      extents.push(
        ...(await loadFile(session, draft, { table, file, source: { ...source, location }, batch: load.batch })),
      );
    return extents;
  });
}

interface OneFile {
  readonly table: TableEntry;
  readonly file: string;
  readonly source: SourceFormat;
  readonly batch: Batch;
}

async function loadFile(session: Session, draft: Draft, { table, file, source, batch }: OneFile): Promise<Extent[]> {
  const select = await selectFile(session, table, file, source).catch(badSource);
  return insertRows(session, draft, { table, select, ...batch }).catch(badSource);
}

const unreadable = /^(Invalid Input|IO|Conversion|Invalid) Error: /;

/** A file that cannot be read as its format is the caller's. */
export function badSource(cause: unknown): never {
  if (!(cause instanceof Error) || !unreadable.test(cause.message)) throw cause;
  const [line = ''] = cause.message.split('\n');
  throw badRequest(
    `The source could not be read: ${line.replace(/'?\/[^\s']*'?/g, 'the file')}`,
    'Stream_InputStreamFormatError',
  );
}

const fileColumns = {
  ExtentId: 'guid',
  ItemLoaded: 'string',
  Duration: 'timespan',
  HasErrors: 'bool',
  OperationId: 'guid',
} as const;

/** Loads blobs. Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-into-command */
function ingestInto(request: Request): Promise<Result> {
  const { command, engine } = request;
  const given = properties(request, ...sourceProperties);
  const [tableName, format, batch] = [argument(request, 'TableName'), formatOf(given), batchOf(request, given)];
  const table = findTable(request.database.catalog, tableName);
  checkCreationTime(request.database.catalog, table, batch);
  addedColumns(table, mappingOf(table, given, format).mapping ?? []);
  const sources = command.arguments('Path');
  const [first = ''] = (sources[0] ?? '').split('?');
  const asynchronous = command.words.includes('async');
  const operation = {
    name: 'DataIngestPull',
    asynchronous,
    persistDetails: asynchronous,
    resource: 'Ingestions' as const,
  };
  const load = (operationId: string) =>
    withDownloads(sources, engine.temporary, async (files) => {
      const started = engine.clock.nowTicks();
      engine.faults.failOperation(command.kind);
      const extents = await loadFiles(request, { tableName, files, given, format, batch });
      const ids = extents === undefined || extents.length === 0 ? [noExtent] : extents.map(({ id }) => id);
      const duration = engine.clock.nowTicks() - started;
      const result = resultOf(
        fileColumns,
        ids.map((id) => [id, first, duration, false, operationId]),
      );
      return { result, ...(extents === undefined ? { state: 'Skipped' as const } : {}) };
    });
  return runOperation(request, operation, (id) =>
    noteFailure(request, { id, table: tableName, source: first }, () => load(id)),
  );
}

/** Loads rows that are part of the command. Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline */
async function ingestInline(request: Request): Promise<Result> {
  const { command, engine } = request;
  if (command.data === undefined) throw unsupported('rows written like this');
  const given = properties(request, ...sourceProperties);
  const format = given.text('format') === undefined ? 'csv' : formatOf(given);
  const file = join(engine.temporary, randomUUID());
  const load = {
    tableName: argument(request, 'TableName'),
    files: [{ file, location: '' }],
    given,
    format,
    batch: batchOf(request, given),
  };
  await writeFile(file, command.data.replace(/^[ \t]*\r?\n/, '').replace(/^ /, ''));
  try {
    const extents = (await loadFiles(request, load)) ?? [];
    return resultOf({ ExtentId: 'guid' }, extents.length === 0 ? [[noExtent]] : extents.map(({ id }) => [id]));
  } finally {
    await rm(file, { force: true });
  }
}

export const ingestionCommands: Commands = { IngestIntoTable: ingestInto, IngestInlineIntoTable: ingestInline };
