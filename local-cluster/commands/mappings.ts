import { findTable, type Mapping, type TableEntry } from '../engine/catalog.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Result } from '../wire.ts';
import { parseMapping } from './mapping-document.ts';
import { Reader } from './reader.ts';
import { readProperties } from './reader-properties.ts';
import { type Commands, parseJson, type Request, resultOf } from './request.ts';

interface Target {
  readonly table: string;
  readonly kind: string;
  readonly name: string;
  readonly reader: Reader;
}

function readTarget(text: string, verb: string): Target {
  const reader = new Reader(text);
  reader.expect('.', verb, 'table');
  const table = reader.name();
  reader.expect('ingestion');
  const kind = reader.name().toLowerCase();
  reader.expect('mapping');
  return { table, kind, name: reader.literal(), reader };
}

function rows(request: Request, table: TableEntry, mappings: readonly Mapping[]): Result {
  return resultOf(
    {
      Name: 'string',
      Kind: 'string',
      Mapping: 'string',
      LastUpdatedOn: 'datetime',
      Database: 'string',
      Table: 'string',
    },
    mappings.map(({ name, kind, mapping }) => [name, kind, mapping, null, request.database.name, table.name]),
  );
}

/** Mappings of one table are told apart by kind and name. */
function sameAs({ kind, name }: Pick<Mapping, 'kind' | 'name'>): (mapping: Mapping) => boolean {
  return (mapping) => mapping.kind === kind && mapping.name === name;
}

async function write(
  request: Request,
  target: Target,
  next: (table: TableEntry) => readonly Mapping[],
): Promise<Result> {
  const table = await request.database.change(async (_session, draft) => {
    const before = findTable(draft, target.table);
    const changed = { ...before, mappings: next(before) };
    draft.tables.set(changed.name, changed);
    return changed;
  });
  return rows(request, table, table.mappings.filter(sameAs(target)));
}

/** Source: https://learn.microsoft.com/kusto/management/create-ingestion-mapping-command */
const put = (verb: string, existing: 'refuse' | 'require' | 'replace') => (request: Request) => {
  const target = readTarget(request.text, verb);
  const document = target.reader.string();
  // A table here takes any number of mappings. Source: https://learn.microsoft.com/kusto/management/create-ingestion-mapping-command
  readProperties(target.reader, ['removeOldestIfRequired']);
  target.reader.end();
  parseMapping(document, target.kind);
  const mapping = { name: target.name, kind: target.kind, mapping: JSON.stringify(parseJson('mapping', document)) };
  return write(request, target, (table) => {
    const present = table.mappings.some(sameAs(target));
    if (present && existing === 'refuse') throw badRequest(`The mapping '${target.name}' already exists.`);
    if (!present && existing === 'require') throw entityNotFound('MappingPersistent', target.name);
    return [...table.mappings.filter((other) => !sameAs(target)(other)), mapping];
  });
};

function drop(request: Request): Promise<Result> {
  const target = readTarget(request.text, 'drop');
  return write(request, target, (table) => {
    if (!table.mappings.some(sameAs(target))) throw entityNotFound('MappingPersistent', target.name);
    return table.mappings.filter((other) => !sameAs(target)(other));
  });
}

function showAll(request: Request): Result {
  const reader = new Reader(request.text);
  reader.expect('.', 'show', 'table');
  const table = findTable(request.database.catalog, reader.name());
  reader.expect('ingestion');
  const kind = reader.accept('mappings') ? undefined : reader.name().toLowerCase();
  return rows(
    request,
    table,
    table.mappings.filter((mapping) => kind === undefined || mapping.kind === kind),
  );
}

function showOne(request: Request): Result {
  const target = readTarget(request.text, 'show');
  const table = findTable(request.database.catalog, target.table);
  const found = table.mappings.filter(sameAs(target));
  if (found.length === 0) throw entityNotFound('MappingPersistent', target.name);
  return rows(request, table, found);
}

export const mappingCommands: Commands = {
  CreateTableIngestionMapping: put('create', 'refuse'),
  AlterTableIngestionMapping: put('alter', 'require'),
  CreateOrAlterTableIngestionMapping: put('create-or-alter', 'replace'),
  DropTableIngestionMapping: drop,
  ShowTableIngestionMappings: showAll,
  ShowTableIngestionMapping: showOne,
};
