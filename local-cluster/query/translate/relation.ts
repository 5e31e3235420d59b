import { type Column, QueryProblem, type RowSource, type TableSource } from '../contract.ts';

/** Ingestion facts travel with each row under these names until an operator mixes rows. */
export const rowFacts = ['$cursor', '$ingestion-time', '$extent-id', '$extent-tags'] as const;
export type RowFact = (typeof rowFacts)[number];

/** A tabular value: something to select from, its Kusto columns, and the table whose rows pass through unmixed. */
export interface Relation {
  readonly from: string;
  readonly columns: readonly Column[];
  readonly source?: { readonly table: string; readonly ingestionTimePolicy: boolean };
  /** Whether the rows are in an order that window functions may rely on. */
  readonly serialized?: boolean;
}

/** One output column. */
export interface Item {
  readonly column: Column;
  readonly sql: string;
}

/** A quoted SQL identifier. */
export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** A quoted SQL text; it cannot hold the character 0, which ends it. */
export const quoteText = (text: string): string => {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
};

/** Kusto tells `a` from `A`; DuckDB does not. Later columns whose names differ only in case get a number. */
export function identifiers(columns: readonly Column[]): string[] {
  const taken = new Set<string>(rowFacts);
  return columns.map(({ name }) => {
    let candidate = name;
    for (let count = 2; taken.has(candidate.toLowerCase()); count++) candidate = `${name}#${count}`;
    taken.add(candidate.toLowerCase());
    return quote(candidate);
  });
}

/** SQL for a column of a relation that is in scope under an alias. */
export function columnSql(relation: Relation, name: string, alias = 't'): string {
  const index = relation.columns.findIndex((column) => column.name === name);
  const identifier = identifiers(relation.columns)[index];
  if (identifier === undefined) throw new QueryProblem('SEM0100', `Semantic error: there is no column ${name}`);
  return `${alias}.${identifier}`;
}

/** The columns of a relation as they are. */
export const itemsOf = (relation: Relation, alias = 't'): Item[] => {
  const names = identifiers(relation.columns);
  return relation.columns.map((column, index) => ({ column, sql: `${alias}.${names[index]}` }));
};

/** `sql AS "name"` for each item, with identifiers that keep the names apart. */
export function selectList(items: readonly Item[]): string {
  const names = identifiers(items.map(({ column }) => column));
  return items.map(({ sql }, index) => `${sql} AS ${names[index]}`).join(', ');
}

/** New columns for the same rows. */
export function project(input: Relation, items: readonly Item[]): Relation {
  const facts = input.source === undefined ? '' : `, ${rowFacts.map((fact) => `t.${quote(fact)}`).join(', ')}`;
  return {
    ...input,
    columns: items.map(({ column }) => column),
    from: `(SELECT ${selectList(items)}${facts} FROM ${input.from} AS t)`,
  };
}

/** The same columns for some of the rows, or in another order; `clauses` is what follows FROM. */
export const restrict = (input: Relation, clauses: string): Relation => ({
  ...input,
  from: `(SELECT t.* FROM ${input.from} AS t ${clauses})`,
});

/** A relation whose rows are no table's rows any more. */
export const derive = (items: readonly Item[], clauses: string): Relation => ({
  columns: items.map(({ column }) => column),
  from: `(SELECT ${selectList(items)} ${clauses})`,
});

/** Rows that no extent of a table holds. */
export const fromRows = (rows: RowSource): Relation =>
  derive(
    rows.columns.map((column) => ({ column, sql: rows.columnSql(column.name) })),
    `FROM ${rows.relation}`,
  );

/** A stored table with the facts of its rows. */
export function fromTable(table: TableSource): Relation {
  const items = table.columns.map((column) => ({ column, sql: table.columnSql(column.name) }));
  const { cursorSql, ingestionTimeSql, extentIdSql, extentTagsSql } = table;
  const sqls: Readonly<Record<RowFact, string>> = {
    $cursor: cursorSql,
    '$ingestion-time': ingestionTimeSql,
    '$extent-id': extentIdSql,
    '$extent-tags': extentTagsSql,
  };
  const facts = rowFacts.map((fact) => `${sqls[fact]} AS ${quote(fact)}`).join(', ');
  return {
    columns: table.columns,
    from: `(SELECT ${selectList(items)}, ${facts} FROM ${table.relation})`,
    source: { table: table.name, ingestionTimePolicy: table.hasIngestionTimePolicy },
  };
}
