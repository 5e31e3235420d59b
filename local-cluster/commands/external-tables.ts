import { parseLocation } from '../engine/blobs.ts';
import { type ExternalTable, findExternal, listArtifacts } from '../engine/external-tables.ts';
import { formats } from '../engine/ingest.ts';
import { checkName } from '../engine/names.ts';
import { shownPartitions, shownValues } from '../engine/partitions.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { netTypes } from './describe.ts';
import { codecOf, exportFormat, textOptions } from './export-settings.ts';
import { readPartitioning } from './partitioning.ts';
import { argument, type Commands, type Request, readProperties, resultOf } from './request.ts';

const listed = {
  TableName: 'string',
  TableType: 'string',
  Folder: 'string',
  DocString: 'string',
  Properties: 'string',
  ConnectionStrings: 'dynamic',
  Partitions: 'dynamic',
  PathFormat: 'string',
} as const;
const known = [
  'folder',
  'docString',
  'namePrefix',
  'fileExtension',
  'compressed',
  'compressionType',
  'includeHeaders',
  'encoding',
];

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;

function properties({ format, namePrefix, fileExtension, compressed, ...table }: ExternalTable): string {
  return JSON.stringify({
    Format: capital(format),
    Compressed: compressed,
    CompressionType: table.compressionType ?? null,
    FileExtension: fileExtension === '' ? null : fileExtension,
    IncludeHeaders: capital(table.headers),
    Encoding: table.encoding ?? null,
    NamePrefix: namePrefix === '' ? null : namePrefix,
  });
}

/** Secrets of connection strings are never shown. */
function row(table: ExternalTable): Cell[] {
  const places = table.connections.map((each) => `${parseLocation(each).path};******`);
  const head = [table.name, 'Blob', table.folder, table.docstring, properties(table)];
  const { partitioning } = table;
  const partitions = partitioning === undefined ? ['[]', ''] : [shownPartitions(partitioning), partitioning.pathFormat];
  return [...head, JSON.stringify(places), ...partitions];
}

function definitionOf(request: Request): ExternalTable {
  const { command, text } = request;
  const given = readProperties(command.properties, known);
  const format = argument(request, 'DataFormatKind').toLowerCase();
  const read = formats.find((each) => each === format);
  if (read === undefined) throw unsupported(`external tables of the format '${format}'`);
  const connections = command.arguments('StorageConnectionString');
  for (const connection of connections) parseLocation(connection);
  const encoding = given.text('encoding');
  return {
    name: argument(request, 'ExternalTableName'),
    columns: command.columns,
    format: read,
    connections,
    folder: given.text('folder') ?? '',
    docstring: given.text('docString') ?? '',
    namePrefix: given.text('namePrefix') ?? '',
    fileExtension: given.text('fileExtension') ?? '',
    compressed: given.flag('compressed', false),
    headers: textOptions(given).headers,
    ...(command.words.includes('partition') ? { partitioning: readPartitioning(text, command.columns) } : {}),
    ...(encoding === undefined ? {} : { encoding }),
    ...(given.text('compressionType') === undefined ? {} : { compressionType: codecOf(given, exportFormat(format)) }),
  };
}

/** Source: https://learn.microsoft.com/kusto/management/external-tables-azure-storage */
const define = (existing: 'refuse' | 'require' | 'replace') => async (request: Request) => {
  const table = definitionOf(request);
  await request.database.change(async (_session, draft) => {
    const { externals = {} } = draft.database;
    const present = externals[table.name] !== undefined;
    for (const name of [table.name, ...table.columns.map((column) => column.name)]) checkName(name);
    if (present && existing === 'refuse') throw badRequest(`External table '${table.name}' already exists.`);
    if (!present && existing === 'require') findExternal(draft, table.name);
    if (draft.tables.has(table.name)) throw badRequest(`A table named '${table.name}' already exists.`);
    draft.database = { ...draft.database, externals: { ...externals, [table.name]: table } };
  });
  return existing === 'refuse' ? resultOf(listed, [row(table)]) : altered(table);
};

function altered(table: ExternalTable): Result {
  const schema = table.columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  return resultOf(
    {
      TableName: 'string',
      TableType: 'string',
      Folder: 'string',
      DocString: 'string',
      Schema: 'string',
      Properties: 'string',
    },
    [[table.name, 'Blob', table.folder, table.docstring, schema, properties(table)]],
  );
}

function all({ database }: Request): ExternalTable[] {
  return Object.values(database.catalog.database.externals ?? {});
}

function named(request: Request): ExternalTable {
  return findExternal(request.database.catalog, argument(request, 'ExternalTableName'));
}

async function drop(request: Request): Promise<Result> {
  const name = argument(request, 'ExternalTableName');
  await request.database.change(async (_session, draft) => {
    if (!/\sifexists\s*$/.test(request.text)) findExternal(draft, name);
    const { [name]: _dropped, ...externals } = draft.database.externals ?? {};
    draft.database = { ...draft.database, externals };
  });
  return resultOf(listed, all(request).map(row));
}

async function artifacts(request: Request): Promise<Result> {
  const limit = request.command.argument('LimitCount');
  const found = await listArtifacts(named(request));
  return resultOf(
    { Uri: 'string', Partition: 'dynamic', Size: 'long' },
    found
      .slice(0, limit === undefined ? found.length : Number(limit))
      .map(({ location, bytes, values }) => [location.path, shownValues(values), bytes]),
  );
}

const schema = (form: 'json' | 'csl') => (request: Request) => {
  const { name, columns, folder, docstring } = named(request);
  const described = columns.map((column) => ({
    Name: column.name,
    Type: netTypes[column.type],
    CslType: column.type,
  }));
  const text =
    form === 'csl'
      ? columns.map((column) => `${column.name}:${column.type}`).join(', ')
      : JSON.stringify({ Name: name, OrderedColumns: described });
  return resultOf(
    { TableName: 'string', Schema: 'string', DatabaseName: 'string', Folder: 'string', DocString: 'string' },
    [[name, text, request.database.name, folder, docstring]],
  );
};

export const externalTableCommands: Commands = {
  CreateStorageExternalTable: define('refuse'),
  AlterStorageExternalTable: define('require'),
  CreateOrAlterStorageExternalTable: define('replace'),
  ShowExternalTables: (request) => resultOf(listed, all(request).map(row)),
  ShowExternalTable: (request) => resultOf(listed, [row(named(request))]),
  ShowExternalTableArtifacts: artifacts,
  ShowExternalTableSchema: (request) => schema(request.command.words.includes('csl') ? 'csl' : 'json')(request),
  ShowExternalTableCslSchema: schema('csl'),
  DropExternalTable: drop,
};
