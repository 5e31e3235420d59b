import type { Database } from '../engine/database.ts';
import { queryProblem, readResult, withQuery } from '../engine/query.ts';
import { sqlText } from '../engine/store.ts';
import { unsupported } from '../problem.ts';
import type { Command } from '../query/command.ts';
import { type Column, type QueryCatalog, QueryProblem, storageType, type TableSource } from '../query/contract.ts';
import { parseCommand } from '../query/parser.ts';
import type { Cell, Result } from '../wire.ts';
import { columnCommands } from './columns.ts';
import { encodingCommands } from './encodings.ts';
import { exportCommands } from './export.ts';
import { extentCommands } from './extents.ts';
import { functionCommands } from './functions.ts';
import { ingestionCommands } from './ingestion.ts';
import { ingestionFromQueryCommands } from './ingestion-from-query.ts';
import { mappingCommands } from './mappings.ts';
import { operationCommands } from './operations.ts';
import { policyCommands } from './policies.ts';
import { recordCommands } from './records.ts';
import type { Commands, Request } from './request.ts';
import { scriptCommands } from './script.ts';
import { showCommands } from './show.ts';
import { tableCommands } from './tables.ts';

const commands: Commands = {
  ...showCommands,
  ...scriptCommands,
  ...tableCommands,
  ...columnCommands,
  ...policyCommands,
  ...encodingCommands,
  ...functionCommands,
  ...mappingCommands,
  ...ingestionCommands,
  ...ingestionFromQueryCommands,
  ...exportCommands,
  ...extentCommands,
  ...operationCommands,
  ...recordCommands,
};

/**
 * `.drop column T.C ifexists` is documented and missing in the grammar; the command itself reads the whole text.
 * Source: https://learn.microsoft.com/kusto/management/drop-column
 */
function knownSpelling(text: string): string {
  return text.replace(/^(\s*\.drop\s+column\s[^|]*?)\s+ifexists\s*$/, '$1');
}

/** Reads a command; a text that is none is the caller's mistake. */
export function readCommand(text: string, database: Database): Command {
  try {
    return parseCommand(knownSpelling(text), database.queryCatalog());
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

/** Runs a command, and over its rows the operators that follow it. */
export async function runCommand(request: Request): Promise<Result> {
  const run = commands[request.command.kind];
  if (run === undefined) throw unsupported(`the command '${request.command.kind}'`);
  const result = await run(request);
  return request.command.pipe === undefined ? result : pipe(request.database, result, request.command.pipe);
}

const pipedTable = '__command_results';
let pipes = 0;

/** Queries a command's rows. Source: https://learn.microsoft.com/kusto/management/ */
function pipe(database: Database, result: Result, operators: string): Promise<Result> {
  pipes += 1;
  const schemaVersion = -1_000_000 - pipes;
  const extend = (catalog: QueryCatalog) => ({
    ...catalog,
    schemaVersion,
    tables: [...catalog.tables, sourceOf(result)],
  });
  return withQuery(database, `${pipedTable} | ${operators}`, readResult, extend);
}

function literal(value: Cell, { type }: Column): string {
  const text = value === null ? 'NULL' : typeof value === 'string' ? sqlText(value) : String(value);
  return `${type === 'string' && value === null ? "''" : text}::${storageType[type]}`;
}

function sourceOf({ columns, rows }: Result): TableSource {
  const position = (name: string) => columns.findIndex((column) => column.name === name);
  const values = rows.map((row) =>
    columns.map((column, index) => `${literal(row[index] ?? null, column)} AS p${index}`).join(', '),
  );
  const empty = columns.map((column, index) => `${literal(null, column)} AS p${index}`).join(', ');
  const selects = values.map((row) => `SELECT ${row}`);
  return {
    name: pipedTable,
    columns,
    relation: `(${selects.length === 0 ? `SELECT ${empty} WHERE false` : selects.join(' UNION ALL ')})`,
    columnSql: (name) => `"p${position(name)}"`,
    ingestionTimeSql: 'NULL::BIGINT',
    extentIdSql: 'NULL::UUID',
    extentTagsSql: 'NULL::VARCHAR',
    cursorSql: 'NULL::BIGINT',
    hasIngestionTimePolicy: false,
  };
}
