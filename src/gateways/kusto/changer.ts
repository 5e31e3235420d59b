import type { OperationId } from '../../domain/names.ts';
import { problemError } from '../../domain/problem.ts';
import type { DatabaseChanger } from '../../ports/database-changer.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import { putBackByHand } from './commands/by-hand.ts';
import * as exports from './commands/continuous-exports.ts';
import { writeDefinition } from './commands/definitions.ts';
import * as loading from './commands/loading.ts';
import { writeEdit } from './commands/schema-edits.ts';
import * as tables from './commands/tables.ts';
import { isTrue, optionalOf, textOf } from './rows.ts';

/** Commands that change tables. */
export function changer(client: KustoClient): DatabaseChanger {
  const change = async (text: string): Promise<void> => void (await client.change(text));
  const changeAll = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) await change(text);
  };
  return {
    run: async (statement) => readResult(await client.change(statement)),
    write: (edit) => writeEdit(edit, client.target.database),
    define: writeDefinition,
    createTable: (table) => change(tables.createTable(table)),
    guardStaging: (table, expiresAt, readers) => changeAll(tables.guardStaging(table, expiresAt, readers)),
    prepareReceiving: (request) => changeAll(loading.prepareReceiving(request)),
    releaseStaging: (table) => changeAll(tables.releaseStaging(table)),
    renameTables: (renames) => change(tables.renameTables(renames)),
    clearStreamCache: async (table) => readNodes(await client.change(tables.clearStreamCache(table))),
    dropTable: (table) => change(tables.dropTable(table)),
    renameColumn: (table, from, to) => change(tables.renameColumn(table, from, to)),
    switchExport: (name, to) => change(exports.switchExport(name, to)),
    dropExport: (name) => change(exports.dropExport(name)),
    keepTable: (table) => change(tables.keepTable(table)),
    deleteRows: (table, after) => change(loading.deleteRows(table, after)),
    deleteMatching: (table, filter) => change(loading.deleteMatching(table, filter)),
    putBackByHand,
    expireTable: (table, expiresAt) => change(tables.expireTable(table, expiresAt)),
    replaceContents: (request) => change(loading.replaceContents(request)),
  };
}

/** A node that answers anything but that it succeeded has failed. */
function readNodes(rows: readonly Row[]): { readonly cleared: readonly string[]; readonly failed: readonly string[] } {
  const nodes = rows.map((row) => ({ id: textOf(row, 'NodeId'), status: textOf(row, 'Status') }));
  const idsOf = (some: typeof nodes) => some.map(({ id }) => id);
  const isCleared = ({ status }: { readonly status: string }): boolean => status === 'Succeeded';
  return { cleared: idsOf(nodes.filter(isCleared)), failed: idsOf(nodes.filter((one) => !isCleared(one))) };
}

/** An ingestion that failed for a file still answers with a row; an asynchronous command answers with nothing but its operation. */
function readResult(rows: readonly Row[]): { readonly operation?: OperationId } {
  const failed = rows.find((row) => isTrue(optionalOf(row, 'HasErrors')));
  if (failed !== undefined) {
    const detail = `${String(optionalOf(failed, 'ItemLoaded') ?? '')} operation ${String(optionalOf(failed, 'OperationId') ?? '')}`;
    throw problemError({ code: 'service', summary: 'The command answered that a part of it failed.', detail });
  }
  const [row] = rows;
  const isOperation = rows.length === 1 && row?.size === 1 && optionalOf(row, 'OperationId') !== undefined;
  return isOperation ? { operation: textOf(row, 'OperationId') as OperationId } : {};
}
