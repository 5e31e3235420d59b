import type { RequestOptions } from './request-options.ts';

/** The ten scalar types of Kusto. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export const kustoTypes = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'string',
  'dynamic',
] as const;
export type KustoType = (typeof kustoTypes)[number];

/**
 * How a value of each Kusto type is held in DuckDB, in stored tables and in every intermediate result.
 * datetime: 100 ns ticks since 0001-01-01, timespan: 100 ns ticks. decimal: its text in canonical form (no exponent, no
 * trailing zeros). string is never NULL. dynamic: JSON text. Everything else NULL when null.
 */
export const storageType: Readonly<Record<KustoType, string>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  guid: 'UUID',
  string: 'VARCHAR',
  dynamic: 'VARCHAR',
};

export interface Column {
  readonly name: string;
  readonly type: KustoType;
}

/** Named rows without ingestion facts: an external table, a materialized view. Valid inside `SELECT … FROM <relation>`. */
export interface RowSource {
  readonly name: string;
  readonly columns: readonly Column[];
  /** A SQL relation (quoted table name or parenthesised SELECT) whose output columns are named by `columnSql`. */
  readonly relation: string;
  /** The quoted SQL identifier that holds a column; Kusto names are case-sensitive, DuckDB's are not. */
  readonly columnSql: (columnName: string) => string;
}

/** A materialized view: all its rows and, where they are told apart, those that are materialized. */
export interface ViewSource extends RowSource {
  readonly materialized?: RowSource;
}

/** A stored table as the translator sees it. */
export interface TableSource extends RowSource {
  /** BIGINT ticks, NULL where the row was ingested while the IngestionTime policy was off. */
  readonly ingestionTimeSql: string;
  /** UUID of the extent that holds the row. */
  readonly extentIdSql: string;
  /** JSON text array of the extent's tags. */
  readonly extentTagsSql: string;
  /** BIGINT stamp of the row, NULL when the row has none. A stamp above `QueryCatalog.assignedCursor` is not assigned yet. */
  readonly cursorSql: string;
  readonly hasIngestionTimePolicy: boolean;
  /** What a query reads in its place when it asks for an error instead of the rows that row level security leaves. */
  readonly blocked?: TableSource;
  /** What is left of it in the hot cache; to ask for that where it is absent is an error. */
  readonly hot?: TableSource | undefined;
}

export interface StoredFunction {
  readonly name: string;
  /** As declared, with parentheses: `(x:long, y:string='a')`. */
  readonly parameters: string;
  /** As declared, with braces. */
  readonly body: string;
  /** A stored view: `union *` includes it. */
  readonly view?: boolean;
}

/** What a text is translated against. */
export interface QueryCatalog {
  readonly database: string;
  readonly tables: readonly TableSource[];
  readonly functions: readonly StoredFunction[];
  /** Read by `external_table("name")` only. */
  readonly externalTables?: readonly RowSource[];
  /** Read by name with the newest records, and by `materialized_view("name")` without them. */
  readonly materializedViews?: readonly ViewSource[];
  /** The other databases of the cluster that the caller may read; asked for only where a text or a function names a database. */
  readonly others?: () => readonly QueryCatalog[];
  /** Values of `declare query_parameters`, as literals. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What the request asks for beside its text. */
  readonly options?: RequestOptions;
  /** Highest stamp that has been assigned; rows above it satisfy neither cursor_before_or_at nor cursor_after. */
  readonly assignedCursor: bigint;
  /** Reads a cursor literal; undefined when it is not one of this database's. '' means "before everything". */
  readonly parseCursor: (text: string) => bigint | undefined;
  readonly currentCursor: string;
  /** Ticks of now(), the same for the whole statement. */
  readonly nowTicks: bigint;
  /** Who asks, as role commands spell it; what current_principal() gives. */
  readonly principal?: string;
}

export interface TranslatedQuery {
  /** One SELECT; its output columns are in order and typed as `storageType` of `columns`. */
  readonly sql: string;
  readonly columns: readonly Column[];
  /** Those of the request, and of the `set` statements. */
  readonly options: RequestOptions;
  /** The cursor of the database, when the query compares rows with one. */
  readonly cursor?: string;
}

/** A property of a bag and the JSON type of a value it has. */
export type FoundProperty = readonly [name: string, jsonType: string];

/** A text that is wrong, or that this engine does not support; becomes HTTP 400 with a permanent OneApi error. */
export class QueryProblem extends Error {
  readonly code: string;
  constructor(code: 'SYN0002' | 'SEM0100' | 'LOCAL0001', message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The columns depend on the data: `sql` finds the properties, and `complete` writes them into the text, which then translates.
 * A caller that cannot read data beforehand lets it pass as the refusal it also is.
 */
export class DiscoveryNeeded extends QueryProblem {
  readonly sql: string;
  readonly complete: (found: readonly FoundProperty[]) => string;
  constructor(sql: string, complete: (found: readonly FoundProperty[]) => string) {
    super('LOCAL0001', 'This plugin without output schema is not supported by the local cluster here: bag_unpack');
    this.sql = sql;
    this.complete = complete;
  }
}
