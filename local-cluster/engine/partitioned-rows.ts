import { unsupported } from '../problem.ts';
import type { QueryCatalog, TableSource, TranslatedQuery } from '../query/contract.ts';
import { defaultPartition, type Partition, type Partitioning, type PathElement } from './partitions.ts';
import { translate } from './query.ts';

const rowsName = '__exported';

/** The rows of a query as a table of their own. */
function rowsOf({ sql, columns }: TranslatedQuery): TableSource {
  const names = columns.map((_column, index) => `"p${index}"`);
  return {
    name: rowsName,
    columns,
    relation: `(SELECT * FROM (${sql}) v(${names.join(', ')}))`,
    columnSql: (name) => names[columns.findIndex((column) => column.name === name)] ?? 'NULL',
    ingestionTimeSql: 'NULL::BIGINT',
    extentIdSql: 'NULL::UUID',
    extentTagsSql: 'NULL::VARCHAR',
    cursorSql: 'NULL::BIGINT',
    hasIngestionTimePolicy: false,
  };
}

const literal = (text: string): string => JSON.stringify(text);
const column = (name: string): string => `[${literal(name)}]`;
const orDefault = (isWrong: string, value: string): string => `iff(${isWrong}, ${literal(defaultPartition)}, ${value})`;

/** No folder of a blob's name can have such a name. Source: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const wrongName = '[/\\\\?#\\x00-\\x1f]|\\.$';

function partitionValue(partition: Partition): string {
  if (partition.kind === 'virtual')
    throw unsupported(`exports to an external table with the virtual column '${partition.name}'`);
  const source = column(partition.column);
  if (partition.kind === 'string')
    return orDefault(`isempty(${source}) or ${source} matches regex ${literal(wrongName)}`, source);
  if (partition.kind === 'hash') return `tostring(hash(${source}, ${partition.modulo}))`;
  const span = partition.span === undefined ? '' : `, ${partition.span} * 1tick`;
  return `${partition.function}(${source}${span})`;
}

function elementOf(element: PathElement, partitions: readonly Partition[]): string {
  if ('text' in element) return literal(element.text);
  const partition = partitions.find(({ name }) => name === element.partition);
  if (partition === undefined) throw new Error(`There is no partition ${element.partition}.`);
  const value = partitionValue(partition);
  if (element.pattern === undefined) return value;
  const pieces = element.pattern.map((piece) =>
    'text' in piece ? literal(piece.text) : `format_datetime(${value}, ${literal(piece.field)})`,
  );
  return orDefault(`isnull(${value})`, `strcat(${pieces.join(', ')})`);
}

/**
 * The query with one more column, the folder of each row.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-an-external-table
 */
export function withFolder(
  translated: TranslatedQuery,
  { path, partitions }: Partitioning,
  catalog: QueryCatalog,
): TranslatedQuery {
  const text = `${rowsName} | extend __folder = strcat(${path.map((element) => elementOf(element, partitions)).join(', ')})`;
  const { sql, columns } = translate(text, { ...catalog, tables: [rowsOf(translated)] });
  return { ...translated, sql, columns };
}
