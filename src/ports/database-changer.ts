import type { Column } from '../domain/column.ts';
import type { AfterCursor } from '../domain/cursor-bound.ts';
import type { OperationId } from '../domain/names.ts';
import type { WriteDefinition, WriteEdit } from '../domain/schema/edit.ts';
import type { QuarantineWay } from '../domain/schema/quarantine.ts';

/** Who may read a table: every viewer of the database, or unrestricted viewers only. */
export type TableReaders = 'all' | 'unrestricted';

/** Changes tables, and runs statements of the user. Methods keep to the contract of the other parts of the database. */
export interface DatabaseChanger {
  /**
   * Sends one management command of the user's. Rejects also when the result says that a part of it failed. `operation` is there when the command goes
   * on after its answer; it has succeeded only when that operation has.
   */
  run(statement: string): Promise<{ readonly operation?: OperationId }>;
  /** The command that makes one change of the schema. Sends nothing. */
  readonly write: WriteEdit;
  readonly define: WriteDefinition;
  /** Succeeds and changes nothing when the table exists. */
  createTable(table: {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly folder: string;
    readonly docString: string;
  }): Promise<void>;
  /** Makes a table safe to load into: nothing expires, merges or strips tags, nobody reads it but `readers`, and it deletes itself after `expiresAt`. */
  guardStaging(table: string, expiresAt: Date, readers: TableReaders): Promise<void>;
  /**
   * Makes a table ready for csv files from outside: a mapping of that name for columns by place, and each file is loaded as soon as it is there. May be repeated.
   */
  prepareReceiving(request: {
    readonly table: string;
    readonly mapping: string;
    readonly csvColumns: readonly string[];
  }): Promise<void>;
  /** Undoes `guardStaging` so that only what was set on purpose is left, and who may read it. */
  releaseStaging(table: string): Promise<void>;
  /** All in one transaction. */
  renameTables(renames: readonly { readonly from: string; readonly to: string }[]): Promise<void>;
  /**
   * Lets the nodes that take streams forget which table has the name: they look again at the next stream. Tells what each node answers, by its id; may be repeated.
   * Source: https://learn.microsoft.com/kusto/management/data-ingestion/clear-schema-cache-command
   */
  clearStreamCache(table: string): Promise<{ readonly cleared: readonly string[]; readonly failed: readonly string[] }>;
  /** Succeeds when the table is absent. */
  dropTable(table: string): Promise<void>;
  /** A continuous export that is off keeps its place, and goes on from there. Succeeds when it is so already. */
  switchExport(name: string, to: 'on' | 'off'): Promise<void>;
  /** Forgets its place. Fails when it is absent. */
  dropExport(name: string): Promise<void>;
  /** The table no longer deletes itself. */
  keepTable(table: string): Promise<void>;
  /** The column keeps its values. */
  renameColumn(table: string, from: string, to: string): Promise<void>;
  /** Deletes the rows after the cursor, for good. Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
  deleteRows(table: string, after: AfterCursor): Promise<void>;
  /** Deletes the rows that a filter as `readRowFilter` tells it lets through, for good. */
  deleteMatching(table: string, filter: string): Promise<void>;
  /** The commands by which a person puts back what a deployment put aside, in order. Sends nothing. */
  putBackByHand(
    way: QuarantineWay,
    tables: readonly { readonly name: string; readonly kept: string }[],
  ): readonly string[];
  /** The table deletes itself then, with its contents. */
  expireTable(table: string, expiresAt: Date): Promise<void>;
  /** Atomically replaces the rows of `table` by those of `from`, columns in the given order. */
  replaceContents(request: {
    readonly table: string;
    readonly from: string;
    readonly columns: readonly Column[];
    readonly tags: readonly string[];
  }): Promise<void>;
}
