import type { Draft, TableEntry } from '../engine/catalog.ts';
import { dataProblem } from '../engine/data-problems.ts';
import { deleteExtents, hasTag, insertRows } from '../engine/extents.ts';
import { withExternals } from '../engine/external-tables.ts';
import type { Extent } from '../engine/new-extents.ts';
import { requestCatalog, translate } from '../engine/query.ts';
import type { Session } from '../engine/store.ts';
import { createTable } from '../engine/tables.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { TranslatedQuery } from '../query/contract.ts';
import type { Result } from '../wire.ts';
import { type Batch, batchOf, batchProperties, checkCreationTime } from './ingestion.ts';
import { runOperation } from './operations.ts';
import { argument, type Commands, type Properties, properties, type Request, resultOf } from './request.ts';

const known = [...batchProperties, 'persistDetails', 'distributed', 'folder', 'docstring', 'policy_ingestiontime'];

/** What becomes of a table that exists, or does not. */
interface Form {
  readonly operation: string;
  readonly existing: 'append' | 'replace' | 'refuse';
  readonly missing: 'create' | 'refuse';
}

/** Columns are matched by position, never by name; types must be equal. */
function checkColumns(table: TableEntry, translated: TranslatedQuery): void {
  const types = (columns: readonly { type: string }[]) => columns.map(({ type }) => type).join(', ');
  if (types(table.columns) === types(translated.columns)) return;
  throw badRequest(
    `Query schema does not match table schema. Query: (${types(translated.columns)}), table '${table.name}': (${types(table.columns)}).`,
  );
}

interface Target {
  readonly name: string;
  readonly form: Form;
  readonly given: Properties;
}

async function openTable(
  session: Session,
  draft: Draft,
  { name, form, given }: Target,
  translated: TranslatedQuery,
): Promise<TableEntry> {
  const present = draft.tables.get(name);
  if (present === undefined) return makeTable(session, draft, { name, form, given }, translated);
  if (form.existing === 'refuse') throw badRequest(`Table '${name}' already exists.`, 'BadRequest_EntityAlreadyExists');
  checkColumns(present, translated);
  return present;
}

async function makeTable(
  session: Session,
  draft: Draft,
  { name, form, given }: Target,
  { columns }: TranslatedQuery,
): Promise<TableEntry> {
  if (form.missing === 'refuse') throw entityNotFound('Table', name);
  const fields = { folder: given.text('folder') ?? '', docstring: given.text('docstring') ?? '' };
  const table = await createTable(session, draft, { name, columns, ...fields });
  if (given.flag('policy_ingestiontime', true)) return table;
  const { ingestiontime: _policy, ...policies } = table.policies;
  const changed = { ...table, policies };
  draft.tables.set(name, changed);
  return changed;
}

/** Runs the query and stores its rows in one transaction; undefined when the tags say it was done before. */
function store(request: Request, target: Target, step: Step): Promise<Extent[] | undefined> {
  const { database, command } = request;
  const text = command.query?.text ?? '';
  return withExternals(database, text, (open) => storeOpened(request, target, { ...step, open }));
}

interface Step {
  readonly batch: Batch;
  readonly operationId: string;
}

type Open = Parameters<Parameters<typeof withExternals>[2]>[0];

function storeOpened(
  { database, command, engine }: Request,
  target: Target,
  { batch, operationId, open }: Step & { open: Open },
): Promise<Extent[] | undefined> {
  const stored = database.change(async (session, draft) => {
    const translated = translate(command.query?.text ?? '', open(requestCatalog(database)));
    const table = await openTable(session, draft, target, translated);
    checkCreationTime(draft, table, batch);
    if (await hasTag(session, table, batch.unlessTagged)) return undefined;
    const extents =
      target.form.existing === 'replace'
        ? await replaceRows(session, draft, { table, select: translated.sql, batch })
        : await insertRows(session, draft, { table, select: translated.sql, ...batch });
    if (engine.operations.isCanceled(operationId)) throw badRequest('The operation was canceled.');
    return extents;
  });
  return stored.catch((cause) => {
    throw dataProblem(cause);
  });
}

/** The query may read the table it replaces, so the old rows go only once the new ones are there. */
async function replaceRows(
  session: Session,
  draft: Draft,
  { table, select, batch }: { table: TableEntry; select: string; batch: Batch },
): Promise<Extent[]> {
  const old = await session.rows(`SELECT id FROM meta.extent WHERE table_id = ${table.id}`);
  const extents = await insertRows(session, draft, { table, select, ...batch, replaces: true });
  await deleteExtents(
    session,
    table,
    old.map(([id]) => Number(id)),
  );
  return extents;
}

const extentColumns = {
  ExtentId: 'guid',
  OriginalSize: 'real',
  ExtentSize: 'real',
  CompressedSize: 'real',
  IndexSize: 'real',
  RowCount: 'long',
} as const;

function extentRows(extents: readonly Extent[]): Result {
  return resultOf(
    extentColumns,
    extents.map(({ id, originalSize, rows }) => [
      id,
      Number(originalSize),
      Number(originalSize) / 4,
      Number(originalSize) / 5,
      Number(originalSize) / 20,
      rows,
    ]),
  );
}

/** Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query */
const ingestFromQuery = (form: Form) => (request: Request) => {
  const { command, engine, database } = request;
  const given = properties(request, ...known);
  const batch = batchOf(request, given);
  if (command.query === undefined) throw badRequest('The command needs a query.');
  const target = { name: argument(request, 'TableName'), form, given };
  given.flag('distributed', false);
  translate(command.query.text, requestCatalog(database));
  const asynchronous = command.words.includes('async');
  const persistDetails = given.flag('persistDetails', false);
  const operation = { name: form.operation, asynchronous, persistDetails, resource: 'Ingestions' as const };
  return runOperation(request, operation, async (operationId) => {
    engine.faults.failOperation(command.kind);
    const extents = await store(request, target, { batch, operationId });
    return { result: extentRows(extents ?? []), ...(extents === undefined ? { state: 'Skipped' as const } : {}) };
  });
};

export const ingestionFromQueryCommands: Commands = {
  SetTable: ingestFromQuery({ operation: 'TableSet', existing: 'refuse', missing: 'create' }),
  AppendTable: ingestFromQuery({ operation: 'TableAppend', existing: 'append', missing: 'refuse' }),
  SetOrAppendTable: ingestFromQuery({ operation: 'TableSetOrAppend', existing: 'append', missing: 'create' }),
  SetOrReplaceTable: ingestFromQuery({ operation: 'TableSetOrReplace', existing: 'replace', missing: 'create' }),
};
