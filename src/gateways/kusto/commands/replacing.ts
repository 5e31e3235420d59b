import type { Column } from '../../../domain/column.ts';
import type { ExtentList } from '../../../domain/cursor-bound.ts';
import type { Cursor } from '../../../domain/names.ts';
import { quoteDatetime, quoteName, quoteText } from '../quote.ts';
import { isAfter, listOf } from './reading.ts';
import { createTable } from './tables.ts';

const listColumns: readonly Column[] = [
  { name: 'TableName', type: 'string' },
  { name: 'ExtentId', type: 'guid' },
  { name: 'Round', type: 'long' },
  { name: 'Rows', type: 'long' },
  { name: 'Before', type: 'long' },
  { name: 'After', type: 'long' },
  { name: 'Newer', type: 'long' },
];

export function createList(table: string): string {
  const docString = 'lists extents that are replaced';
  return createTable({ name: table, columns: listColumns, folder: 'kusto-rebuild', docString });
}

export function listExtents(request: {
  readonly list: ExtentList;
  readonly of: string;
  readonly upTo: Cursor;
  readonly after: Cursor | null;
  readonly tag: string;
}): string {
  const { list, of, upTo, after, tag } = request;
  const counts = [
    'Rows=count()',
    `Before=countif(isnull(ingestion_time()) or cursor_before_or_at(${quoteText(upTo)}))`,
    `After=countif(${isAfter(upTo)})`,
    `Newer=${after === null ? 'count()' : `countif(${isAfter(after)})`}`,
  ].join(',');
  const columns = `TableName=${quoteText(of)},ExtentId,Round=long(${list.round}),Rows,Before,After,Newer`;
  const query = `${quoteName(of)} | summarize ${counts} by ExtentId=extent_id() | where Before>0 | project ${columns}`;
  return `${appendToList(list, tag)} <| ${query}`;
}

export function listAllExtents(request: {
  readonly list: ExtentList;
  readonly of: readonly string[];
  readonly tag: string;
}): string {
  const { list, of, tag } = request;
  const columns = `TableName,ExtentId,Round=long(${list.round}),Rows,Before=Rows,After=long(0),Newer=long(0)`;
  const legs = of.map(
    (table) =>
      `(${quoteName(table)} | summarize Rows=count() by ExtentId=extent_id() | extend TableName=${quoteText(table)})`,
  );
  return `${appendToList(list, tag)} <| union ${legs.join(',')} | project ${columns}`;
}

function appendToList({ table }: ExtentList, tag: string): string {
  return `.append async ${quoteName(table)} with (tags=${quoteText(JSON.stringify([tag]))}, persistDetails=true)`;
}

export function countListed(list: ExtentList): string {
  const names = ['extents', 'rows', 'before', 'after', 'newer', 'nowhere'];
  const sums =
    'extents=count(),rows=sum(Rows),before=sum(Before),after=sum(After),newer=sum(Newer),nowhere=countif(isnull(ExtentId) or ExtentId==guid(00000000-0000-0000-0000-000000000000))';
  const texts = names.map((name) => `${name}=tostring(${name})`).join(',');
  return `${listOf(list)} | summarize ${sums} by TableName | project TableName,${texts}`;
}

/** The window of creation times, with a day at each end: without one some extents may be left out. */
export function showCreationTimes(tables: readonly string[]): string {
  const window =
    'summarize n=count(),low=min(MinCreatedOn),high=max(MaxCreatedOn) | project n=tostring(n),low=tostring(low-1d),high=tostring(high+1d)';
  return `.show tables (${tables.map(quoteName).join(',')}) extents | ${window}`;
}

/** Source: https://learn.microsoft.com/kusto/management/replace-extents */
export function replaceExtents(request: {
  readonly table: string;
  readonly list: ExtentList;
  readonly low: string;
  readonly high: string;
}): string {
  const { table, list, low, high } = request;
  const window = `extentCreatedOnFrom=${quoteDatetime(low)}, extentCreatedOnTo=${quoteDatetime(high)}`;
  const isOwn = `TableName==${quoteText(table)}`;
  const drop = `${listOf(list)} and ${isOwn} | project ExtentId`;
  const move = `${listOf(list)} and not(${isOwn}) | project ExtentId,TableName`;
  return `.replace extents in table ${quoteName(table)} with (${window}) <| {${drop}},{${move}}`;
}
