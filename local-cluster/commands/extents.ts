import { findView, type TableEntry } from '../engine/catalog.ts';
import { extentsByTags, type TagFilter } from '../engine/extent-tags.ts';
import { listExtents, type StoredExtent } from '../engine/extents.ts';
import { badRequest } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { isHot } from './extent-summary.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, type Request, resultOf } from './request.ts';
import { listedTables } from './tables.ts';

const shown = {
  ExtentId: 'guid',
  DatabaseName: 'string',
  TableName: 'string',
  MaxCreatedOn: 'datetime',
  OriginalSize: 'real',
  ExtentSize: 'real',
  CompressedSize: 'real',
  IndexSize: 'real',
  Blocks: 'long',
  Segments: 'long',
  ExtentContainerId: 'string',
  RowCount: 'long',
  MinCreatedOn: 'datetime',
  Tags: 'string',
  Kind: 'string',
  DeletedRowCount: 'long',
} as const;

function row(request: Request, table: string, extent: StoredExtent): Cell[] {
  const size = Number(extent.originalSize);
  const sizes = [size, size / 4, size / 5, size / 20];
  const tail = [extent.rows, extent.minCreated, extent.tags.join('\r\n'), 'Regular', extent.deleted];
  return [
    extent.id,
    request.database.name,
    table,
    extent.maxCreated,
    ...sizes,
    1,
    1,
    request.database.catalog.database.id,
    ...tail,
  ];
}

interface Filters {
  readonly hot: boolean;
  readonly tags: readonly TagFilter[];
}

/** Reads what follows the word `extents`, ids left out. */
function readFilters(text: string): Filters {
  const [, rest = ''] = /\bextents\b\s*(?:\([^)]*\))?([\s\S]*)$/.exec(text) ?? [];
  const reader = new Reader(rest);
  const hot = reader.accept('hot');
  const tags: TagFilter[] = [];
  if (reader.accept('where'))
    do tags.push(readTagFilter(reader));
    while (reader.accept('and'));
  if (!/^(?:$|\||;)/.test(reader.rest())) throw badRequest(`The filter '${reader.rest()}' is not supported.`);
  return { hot, tags };
}

function readTagFilter(reader: Reader): TagFilter {
  reader.expect('tags');
  const sense = reader.accept('!') ? 'without' : 'with';
  const how = reader.choose('has', 'contains');
  if (how === undefined) throw badRequest('Tags are filtered by has, contains, !has or !contains.');
  return { sense, how, text: reader.string() };
}

async function listed(request: Request, tables: readonly TableEntry[]): Promise<Result> {
  const named = request.command.arguments('ExtentId').map((id) => id.toLowerCase());
  const filters = readFilters(request.text);
  const ids = named.length === 0 ? undefined : named;
  const extents = await request.database.store.read((session) => listExtents(session, tables, ids));
  const byId = new Map(tables.map((table) => [table.id, table]));
  const rows = extentsByTags(extents, filters.tags).flatMap((extent) => {
    const table = byId.get(extent.tableId);
    if (table === undefined || (filters.hot && !isHot(request, table, extent))) return [];
    return [row(request, table.name, extent)];
  });
  return resultOf(shown, rows);
}

/** Source: https://learn.microsoft.com/kusto/management/show-extents */
export const extentCommands: Commands = {
  ShowTableExtents: (request) => listed(request, listedTables(request)),
  ShowDatabaseExtents: (request) => listed(request, [...request.database.catalog.tables.values()]),
  ShowMaterializedViewExtents: (request) => {
    const view = findView(request.database.catalog, argument(request, 'MaterializedViewName'));
    return listed(request, [{ ...view.state, name: view.name }]);
  },
};
