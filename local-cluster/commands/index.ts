import { actFor, presentCaller } from '../engine/caller.ts';
import type { Database } from '../engine/database.ts';
import { queryProblem, readResult, withQuery } from '../engine/query.ts';
import { sqlText } from '../engine/store.ts';
import { unsupported } from '../problem.ts';
import type { Command } from '../query/command.ts';
import { type Column, type QueryCatalog, QueryProblem, storageType, type TableSource } from '../query/contract.ts';
import { parseCommand } from '../query/parser.ts';
import type { Cell, Result } from '../wire.ts';
import { checkClauses, checkProperties, checkWords } from './checks.ts';
import { claimCreated } from './claims.ts';
import { columnCommands } from './columns.ts';
import { commandLogCommands } from './command-log.ts';
import { continuousExportCommands } from './continuous-exports.ts';
import { encodingCommands } from './encodings.ts';
import { executeScriptCommands } from './execute-script.ts';
import { exportCommands } from './export.ts';
import { extentTagCommands } from './extent-tags.ts';
import { extentCommands } from './extents.ts';
import { extentDropCommands } from './extents-drop.ts';
import { extentMoveCommands } from './extents-move.ts';
import { externalTableCommands } from './external-tables.ts';
import { functionCommands } from './functions.ts';
import { ingestionCommands } from './ingestion.ts';
import { ingestionFromQueryCommands } from './ingestion-from-query.ts';
import { journalCommands } from './journal.ts';
import { mappingCommands } from './mappings.ts';
import { operationCommands } from './operations.ts';
import { commandNeeds } from './permissions.ts';
import { policyCommands } from './policies.ts';
import { principalCommands } from './principals.ts';
import { queryPolicyCommands } from './query-policies.ts';
import { queuedCommands } from './queued.ts';
import { refuseReadOnly } from './read-only.ts';
import { recordCommands } from './records.ts';
import type { Commands, Request } from './request.ts';
import { schemaCacheCommands } from './schema-cache.ts';
import { scriptCommands } from './script.ts';
import { showCommands } from './show.ts';
import { knownSpelling } from './spelling.ts';
import { tableCommands } from './tables.ts';
import { unparsedCommand } from './unparsed.ts';
import { updateCommands } from './update.ts';
import { viewCommands } from './views.ts';

/** Every supported command by the grammar's name of its kind. */
export const commands: Commands = {
  ...showCommands,
  ...scriptCommands,
  ...tableCommands,
  ...columnCommands,
  ...policyCommands,
  ...queryPolicyCommands,
  ...viewCommands,
  ...journalCommands,
  ...commandLogCommands,
  ...principalCommands,
  ...updateCommands,
  ...executeScriptCommands,
  ...encodingCommands,
  ...functionCommands,
  ...mappingCommands,
  ...ingestionCommands,
  ...ingestionFromQueryCommands,
  ...exportCommands,
  ...continuousExportCommands,
  ...extentCommands,
  ...extentDropCommands,
  ...extentMoveCommands,
  ...extentTagCommands,
  ...operationCommands,
  ...recordCommands,
  ...queuedCommands,
  ...schemaCacheCommands,
  ...externalTableCommands,
};

/** Reads a command; a text that is none is the caller's mistake. */
export function readCommand(text: string, database: Database): Command {
  try {
    return unparsedCommand(text) ?? parseCommand(knownSpelling(text), database.queryCatalog());
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

/** A command acts in the database that it names, wherever it was sent to. */
function inNamedDatabase(sent: Omit<Request, 'perform'>): Omit<Request, 'perform'> {
  const name = sent.command.argument('DatabaseName');
  return name === undefined ? sent : { ...sent, database: sent.engine.database(name) };
}

/** Runs a command, and over its rows the operators that follow it. */
export async function runCommand(sent: Omit<Request, 'perform'>): Promise<Result> {
  const run = commands[sent.command.kind];
  if (run === undefined) throw unsupported(`the command '${sent.command.kind}'`);
  checkProperties(sent.command);
  checkClauses(sent.command);
  checkWords(sent.command);
  const asked = inNamedDatabase(sent);
  const { engine, database, command } = asked;
  const before = database.catalog;
  const what = `run '${command.kind}' in '${database.name}'`;
  engine.access.check({ catalog: before, needs: commandNeeds(command, before), what });
  refuseReadOnly(database, command.kind);
  const result = await run({ ...asked, perform: (text) => perform(asked, text) });
  if (engine.access.required) await claimCreated(database, before);
  return asked.command.pipe === undefined ? result : pipe(asked.database, result, asked.command.pipe);
}

/** Runs a command or a query that is part of another command. */
function perform(asked: Omit<Request, 'perform'>, text: string): Promise<Result> {
  const { database } = asked;
  if (!/^\s*\./.test(text)) return withQuery(database, text, readResult);
  return actFor({ ...presentCaller(), text }, () =>
    runCommand({ ...asked, text, command: readCommand(text, database) }),
  );
}

const pipedTable = '__command_results';

/** Queries a command's rows. Source: https://learn.microsoft.com/kusto/management/ */
function pipe(database: Database, result: Result, operators: string): Promise<Result> {
  const source = sourceOf(result);
  const extend = (catalog: QueryCatalog) => ({
    ...catalog,
    tables: [...catalog.tables, { ...source, hot: source }],
  });
  return withQuery(database, `${pipedTable} | ${operators}`, readResult, extend);
}

/** Every value as text, so that a column of a long list has one type. */
function textOf(value: Cell, { type }: Column): string | null {
  if (value === null) return type === 'string' ? '' : null;
  return String(value).toWellFormed();
}

/** The rows as one text, since thousands of values that are literals each take the engine seconds. */
function sourceOf({ columns, rows }: Result): TableSource {
  const position = (name: string) => columns.findIndex((column) => column.name === name);
  const texts = rows.map((row) => columns.map((column, index) => textOf(row[index] ?? null, column)));
  const listed = `SELECT unnest(from_json(${sqlText(JSON.stringify(texts))}, '[["VARCHAR"]]')) AS r`;
  const typed = columns.map(({ type }, index) => `CAST(r[${index + 1}] AS ${storageType[type]}) AS p${index}`);
  return {
    name: pipedTable,
    columns,
    relation: `(SELECT ${typed.join(', ')} FROM (${listed}))`,
    columnSql: (name) => `"p${position(name)}"`,
    ingestionTimeSql: 'NULL::BIGINT',
    extentIdSql: 'NULL::UUID',
    extentTagsSql: 'NULL::VARCHAR',
    cursorSql: 'NULL::BIGINT',
    hasIngestionTimePolicy: false,
  };
}
