import { randomUUID } from 'node:crypto';
import { presentCaller } from '../engine/caller.ts';
import { findTable } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import type { Engine } from '../engine/engine.ts';
import { withDownloads } from '../engine/ingest.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { QueuedBlob } from '../queued/message.ts';
import type { Result } from '../wire.ts';
import { noteFailure } from './failed-ingestions.ts';
import { batchOf, checkCreationTime, loadFiles, sourceProperties } from './ingestion.ts';
import { formatOf, mappingKind } from './ingestion-source.ts';
import { runOperation } from './operations.ts';
import { type Commands, properties, type Request, readProperties, resultOf } from './request.ts';

/**
 * Loads blobs of one batch in one transaction, as an operation that counts against the capacity like any ingestion.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/queued-ingestion-overview
 */
export async function loadQueued(engine: Engine, blobs: readonly QueuedBlob[]): Promise<void> {
  const [first] = blobs;
  if (first === undefined) return;
  const database = engine.database(first.database);
  const identity = { clientRequestId: `DM.Ingest;${first.id}`, activityId: randomUUID() };
  const request = { engine, database, identity, command: { kind: 'QueuedIngestion' } };
  const operation = {
    name: 'DataIngestPull',
    asynchronous: false,
    persistDetails: false,
    resource: 'Ingestions' as const,
  };
  const [source = ''] = first.source.split('?');
  const work = async () => {
    engine.faults.failOperation('QueuedIngestion');
    for (const blob of blobs) authorize(engine, database, blob);
    const state = await load(engine, first, blobs);
    return { result: resultOf({}, []), state };
  };
  await runOperation(request, operation, (id) => noteFailure(request, { id, table: first.table, source }, work));
}

async function load(engine: Engine, first: QueuedBlob, blobs: readonly QueuedBlob[]): Promise<'Completed' | 'Skipped'> {
  const database = engine.database(first.database);
  const given = readProperties(first.properties, [...sourceProperties, 'ingestionMappingType']);
  const [format, batch] = [formatOf(given), batchOf({ engine }, given)];
  const kind = given.text('ingestionMappingType');
  if (kind !== undefined && kind.toLowerCase() !== mappingKind(format))
    throw badRequest(`A mapping of kind '${kind}' does not fit the format '${format}'.`, 'BadRequest_InvalidMapping');
  checkCreationTime(database.catalog, findTable(database.catalog, first.table), batch);
  const sources = blobs.map(({ source }) => source);
  const extents = await withDownloads(sources, engine.temporary, (files) =>
    loadFiles({ database }, { tableName: first.table, files, given, format, batch }),
  );
  return extents === undefined ? 'Skipped' : 'Completed';
}

/** Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest */
async function showResources(request: Request): Promise<Result> {
  properties(request);
  const { ingestionResources } = request.engine;
  if (ingestionResources === undefined) throw unsupported('queued ingestion without storage');
  const found = await ingestionResources();
  return resultOf(
    { ResourceTypeName: 'string', StorageRoot: 'string' },
    found.map(({ type, root }) => [type, root]),
  );
}

const tokenForm = /^local;(.*)$/;

/** Tells the consumer of the queue who asked. */
function tokenOf(): string {
  return `local;${Buffer.from(presentCaller().principal).toString('base64')}`;
}

/** Who a message speaks for; whoever changed the token speaks for nobody. */
function callerOf(authorization: string): string {
  const [, id = ''] = tokenForm.exec(authorization) ?? [];
  return Buffer.from(id, 'base64').toString('utf8');
}

function authorize(engine: Engine, database: Database, blob: QueuedBlob): void {
  if (blob.authorization === undefined) return;
  const entities = [database.catalog.tables.get(blob.table)?.roles];
  const needs = [{ database: ['ingestors'], entities, entityRoles: ['ingestors', 'admins'] }];
  const what = `ingest into '${blob.table}'`;
  engine.access.check({ principal: callerOf(blob.authorization), catalog: database.catalog, needs, what });
}

export const queuedCommands: Commands = {
  GetIngestionResources: showResources,
  GetKustoIdentityToken: () => resultOf({ AuthorizationContext: 'string' }, [[tokenOf()]]),
};
