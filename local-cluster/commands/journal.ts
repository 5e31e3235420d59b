import { effectivePolicy, findTable } from '../engine/catalog.ts';
import { listExtents } from '../engine/extents.ts';
import { isForgotten } from '../engine/housekeeping.ts';
import { listFailures } from '../engine/ingestion-failures.ts';
import type { JournalEvent } from '../engine/metadata-journal.ts';
import { checkName } from '../engine/names.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { Reader } from './reader.ts';
import { type Commands, type Request, resultOf } from './request.ts';

const shown = {
  Event: 'string',
  EventTimestamp: 'datetime',
  Database: 'string',
  EntityName: 'string',
  UpdatedEntityName: 'string',
  EntityVersion: 'string',
  EntityContainerName: 'string',
  OriginalEntityState: 'string',
  UpdatedEntityState: 'string',
  ChangeCommand: 'string',
  Principal: 'string',
  RootActivityId: 'guid',
  ClientRequestId: 'string',
  User: 'string',
  OriginalEntityVersion: 'string',
} as const;

function row(database: string, event: JournalEvent): Cell[] {
  const head = [event.event, BigInt(event.time), database, event.entity, event.updatedEntity, `v${event.version}.0`];
  const states = [database, event.before, event.after, event.command, event.principal];
  return [...head, ...states, null, '', '', `v${event.originalVersion}.0`];
}

/** Source: https://learn.microsoft.com/kusto/management/journal */
async function show(request: Request): Promise<Result> {
  const { database } = request;
  const events = await database.store.read((session) => database.journal.list(session));
  return resultOf(
    shown,
    events.map((event) => row(database.name, event)),
  );
}

const recovered = {
  ExtentId: 'guid',
  NumberOfRecords: 'long',
  Status: 'string',
  FailureReason: 'string',
} as const;

function readUndo(text: string): { name: string; as: string; version: string } {
  const reader = new Reader(text);
  reader.expect('.', 'undo', 'drop', 'table');
  const name = reader.name();
  const as = reader.accept('as') ? reader.name() : name;
  reader.expect('version', '=');
  return { name, as, version: reader.value() };
}

/**
 * Brings back the last dropped table of a name, as it was.
 * Source: https://learn.microsoft.com/kusto/management/undo-drop-table-command
 */
function undo(request: Request): Promise<Result> {
  const { name, as, version } = readUndo(request.text);
  checkName(as);
  return request.database.change(async (session, draft) => {
    const found = draft.dropped.get(name);
    if (found === undefined || `v${found.version}.0` !== version) throw entityNotFound('Table', `${name} (${version})`);
    if (/"Recoverability":"Disabled"/.test(effectivePolicy(draft, found.table, 'retention') ?? ''))
      throw badRequest(`Table '${name}' was dropped without recoverability.`);
    if (isForgotten(found, request.engine.clock.nowTicks()))
      throw badRequest(`Table '${name}' was dropped too long ago.`);
    if (draft.tables.has(as) || draft.functions.has(as) || draft.views.has(as))
      throw badRequest(`An entity named '${as}' already exists.`, 'BadRequest_EntityAlreadyExists');
    draft.dropped.delete(name);
    draft.tables.set(as, { ...found.table, name: as });
    const extents = await listExtents(session, [findTable(draft, as)]);
    const rows = extents.map(({ id, rows: count }): Cell[] => [id, count, 'Recovered', '']);
    return resultOf(recovered, rows);
  });
}

const failureColumns = {
  OperationId: 'guid',
  Database: 'string',
  Table: 'string',
  FailedOn: 'datetime',
  IngestionSourcePath: 'string',
  Details: 'string',
  FailureKind: 'string',
  RootActivityId: 'guid',
  OperationKind: 'string',
  OriginatesFromUpdatePolicy: 'bool',
  ErrorCode: 'string',
  Principal: 'string',
  ShouldRetry: 'bool',
  User: 'string',
  IngestionProperties: 'string',
} as const;

/** What ingestions and update policies failed to store. Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
async function failures(request: Request): Promise<Result> {
  const ids = request.command.arguments('OperationId').map((id) => id.toLowerCase());
  const { database } = request;
  const all = await database.store.read((session) => listFailures(session, database.name));
  const found = ids.length === 0 ? all : all.filter(({ operation }) => ids.includes(operation?.id ?? ''));
  const rows = found.map(({ table, reason, permanent, on, operation }): Cell[] => {
    const [, code = ''] = /^(\w+_\w+): /.exec(reason) ?? [];
    const { id = null, activityId = null, source = '' } = operation ?? {};
    const kind = permanent ? 'Permanent' : 'Transient';
    const head = [id, database.name, table, BigInt(on), source, reason, kind, activityId];
    const phase = operation === undefined ? 'UpdatePolicy' : 'DataIngestPull';
    return [...head, phase, operation === undefined, code, '', !permanent, '', ''];
  });
  return resultOf(failureColumns, rows);
}

export const journalCommands: Commands = {
  ShowJournal: show,
  ShowDatabaseJournal: show,
  UndoDropTable: undo,
  ShowIngestionFailures: failures,
};
