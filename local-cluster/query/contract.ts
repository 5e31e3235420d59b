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

/** A stored table as the translator sees it: SQL expressions are valid inside `SELECT … FROM <relation>`. */
export interface TableSource {
  readonly name: string;
  readonly columns: readonly Column[];
  /** A SQL relation (quoted table name or parenthesised SELECT) whose output columns are named by `columnSql`. */
  readonly relation: string;
  /** The quoted SQL identifier that holds a column; Kusto names are case-sensitive, DuckDB's are not. */
  readonly columnSql: (columnName: string) => string;
  /** BIGINT ticks, NULL where the row was ingested while the IngestionTime policy was off. */
  readonly ingestionTimeSql: string;
  /** UUID of the extent that holds the row. */
  readonly extentIdSql: string;
  /** JSON text array of the extent's tags. */
  readonly extentTagsSql: string;
  /** BIGINT stamp of the row, NULL when the row has none. A stamp above `QueryCatalog.assignedCursor` is not assigned yet. */
  readonly cursorSql: string;
  readonly hasIngestionTimePolicy: boolean;
}

export interface StoredFunction {
  readonly name: string;
  /** As declared, with parentheses: `(x:long, y:string='a')`. */
  readonly parameters: string;
  /** As declared, with braces. */
  readonly body: string;
}

/** What a text is translated against. */
export interface QueryCatalog {
  readonly database: string;
  readonly tables: readonly TableSource[];
  readonly functions: readonly StoredFunction[];
  /** Changes whenever a name or type above changes; parsed schemas are cached by it. */
  readonly schemaVersion: number;
  /** Highest stamp that has been assigned; rows above it satisfy neither cursor_before_or_at nor cursor_after. */
  readonly assignedCursor: bigint;
  /** Reads a cursor literal; undefined when it is not one of this database's. '' means "before everything". */
  readonly parseCursor: (text: string) => bigint | undefined;
  readonly currentCursor: string;
  /** Ticks of now(), the same for the whole statement. */
  readonly nowTicks: bigint;
}

export interface TranslatedQuery {
  /** One SELECT; its output columns are in order and typed as `storageType` of `columns`. */
  readonly sql: string;
  readonly columns: readonly Column[];
  /** `set name=value;` statements that precede the query. */
  readonly options: Readonly<Record<string, string>>;
}

/** A text that is wrong, or that this engine does not support; becomes HTTP 400 with a permanent OneApi error. */
export class QueryProblem extends Error {
  readonly code: string;
  constructor(code: 'SYN0002' | 'SEM0100' | 'LOCAL0001', message: string) {
    super(message);
    this.code = code;
  }
}
