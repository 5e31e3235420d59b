import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalog, effectivePolicy, type TableEntry } from '../engine/catalog.ts';
import type { Engine } from '../engine/engine.ts';
import { type Format, type SourceFile, type SourceFormat, selectFile, withDownloads } from '../engine/ingest.ts';
import { streamRows } from '../engine/row-store.ts';
import { readsFrom, updatePolicies } from '../engine/update-policies.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Result } from '../wire.ts';
import { badSource } from './ingestion.ts';
import { mappingKind, storedMapping } from './ingestion-source.ts';
import { parseJson, resultOf } from './request.ts';

/** What the service takes as a stream, of what this engine reads; Parquet is none of it. */
const streamed: readonly Format[] = ['csv', 'tsv', 'psv', 'scsv', 'json', 'multijson'];
const unread = ['sohsv', 'avro', 'apacheavro', 'singlejson', 'tsve', 'txt', 'raw', 'w3clogfile', 'orc'];
const most = 4 * 1024 * 1024;

/** A request to put rows into the row store of a table. */
export interface StreamRequest {
  readonly engine: Engine;
  readonly database: string;
  readonly table: string;
  /** What stands behind the `?` of the address, by the names of `streamNames`. */
  readonly given: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Source: https://learn.microsoft.com/kusto/api/rest/streaming-ingest */
export const streamNames = ['streamFormat', 'mappingName', 'sourceKind'] as const;

type Given = StreamRequest['given'];

function formatOf({ streamFormat: name = '' }: Given): Format {
  const format = streamed.find((candidate) => candidate === name.toLowerCase());
  if (format !== undefined) return format;
  if (unread.includes(name.toLowerCase())) throw unsupported(`the format '${name}'`);
  throw badRequest(`'streamFormat' is one of ${streamed.join(', ')}, not '${name}'.`);
}

/** A mapping is one of the table; json needs one. */
function sourceOf(table: TableEntry, given: Given): SourceFormat {
  const format = formatOf(given);
  const { mappingName: name } = given;
  if (name === undefined && mappingKind(format) === 'json')
    throw badRequest(`The format '${format}' needs 'mappingName', the name of a mapping of table '${table.name}'.`);
  return { format, skipFirstRecord: false, ...storedMapping(table, name, format) };
}

/** The policy of the table, or that of the database. Source: https://learn.microsoft.com/kusto/management/streaming-ingestion-policy */
function checkPolicy(catalog: Pick<Catalog, 'database'>, table: TableEntry): void {
  const policy = effectivePolicy(catalog, table, 'streamingingestion');
  if (policy !== undefined && JSON.parse(policy)?.IsEnabled === true) return;
  throw badRequest(
    `Streaming ingestion policy is not enabled for the table '${table.name}'.`,
    'BadRequest_StreamingIngestionPolicyNotEnabled',
  );
}

function checkSize(bytes: number): void {
  if (bytes <= most) return;
  const message = `A streaming ingestion request holds no more than ${most} bytes of data, not ${bytes}.`;
  throw badRequest(message, 'Stream_InputStreamTooLarge');
}

/** Whoever streams can name a blob instead of sending rows. */
function blobOf({ given, bytes }: StreamRequest): string | undefined {
  const { sourceKind: kind } = given;
  if (kind === undefined) return undefined;
  if (kind.toLowerCase() !== 'uri') throw badRequest(`'sourceKind' is uri, not '${kind}'.`);
  const document = Object(parseJson('the body', bytes.toString()));
  const address = document.sourceUri ?? document.SourceUri;
  if (typeof address !== 'string') throw badRequest("The body has no 'sourceUri'.");
  return address;
}

async function withBody<T>(request: StreamRequest, work: (file: SourceFile) => Promise<T>): Promise<T> {
  const blob = blobOf(request);
  const { engine, bytes } = request;
  if (blob !== undefined)
    return withDownloads([blob], engine.temporary, ([file]) => work(file ?? { file: '', location: blob }));
  checkSize(bytes.length);
  const file = join(engine.temporary, randomUUID());
  await writeFile(file, bytes);
  try {
    return await work({ file, location: '' });
  } finally {
    await rm(file, { force: true });
  }
}

const answered = {
  ConsumedRecordsCount: 'long',
  UpdatePolicyStatus: 'string',
  UpdatePolicyFailureCode: 'string',
  UpdatePolicyFailureReason: 'string',
} as const;

/**
 * Puts rows into the row store of a table, where they can be read at once.
 * Source: https://learn.microsoft.com/kusto/api/rest/streaming-ingest
 */
export async function ingestStream(request: StreamRequest): Promise<Result> {
  const { engine, given } = request;
  const database = engine.database(request.database);
  const { catalog } = database;
  const entities = [catalog.tables.get(request.table)?.roles];
  const needs = [{ database: ['ingestors'], entities, entityRoles: ['ingestors', 'admins'] }];
  engine.access.check({ catalog, needs, what: `ingest into '${request.table}'` });
  const { rows, name } = await withBody(request, ({ file, location }) =>
    database.change(async (session, draft) => {
      const nowTicks = engine.clock.nowTicks();
      const table = database.schemaCache.tableOf(draft, request.table, nowTicks);
      checkPolicy(draft, table);
      const select = await selectFile(session, table, file, { ...sourceOf(table, given), location }).catch(badSource);
      const dueTicks = engine.rowStore.dueFrom(nowTicks);
      const streaming = { table, select, nowTicks, dueTicks };
      return { rows: await streamRows(session, draft, streaming).catch(badSource), name: table.name };
    }),
  );
  const isRead = [...database.catalog.tables.values()].some((table) =>
    updatePolicies(table).some((policy) => policy.IsEnabled && readsFrom(policy, name)),
  );
  return resultOf(answered, [[rows, isRead ? 'Succeeded' : 'Inactive', 'Unknown', '']]);
}
