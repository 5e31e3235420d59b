import { type Draft, findColumn, findTable, type TableColumn, type TableEntry } from '../engine/catalog.ts';
import { badRequest } from '../problem.ts';
import type { Result } from '../wire.ts';
import { Reader } from './reader.ts';
import { type Commands, type Request, resultOf, tableOf } from './request.ts';

const encodings = ['BigObject', 'BigObject32', 'Identifier', 'Vector16', 'Null'];
const shown = {
  PolicyName: 'string',
  EntityName: 'string',
  Policy: 'string',
  ChildEntities: 'string',
  EntityType: 'string',
} as const;

function rows({ database }: Request, table: TableEntry, columns: readonly TableColumn[]): Result {
  const policy = ({ encoding }: TableColumn) =>
    encoding === undefined ? 'null' : JSON.stringify({ EncodingType: encoding });
  return resultOf(
    shown,
    columns.map((column) => [
      'EncodingPolicy',
      `[${database.name}].[${table.name}].[${column.name}]`,
      policy(column),
      '',
      'Column',
    ]),
  );
}

function readPlace(text: string, verb: 'show' | 'alter' | 'delete'): { table: string; column: string; reader: Reader } {
  const reader = new Reader(text);
  reader.expect('.', verb, 'column');
  const table = reader.name();
  reader.expect('.');
  const column = reader.name();
  reader.expect('policy', 'encoding');
  return { table, column, reader };
}

function withEncoding({ encoding: _old, ...column }: TableColumn, encoding: string | undefined): TableColumn {
  return encoding === undefined ? column : { ...column, encoding };
}

async function change(
  request: Request,
  place: { table: string; column: string },
  encoding: string | undefined,
): Promise<Result> {
  const next = (draft: Draft) => {
    const table = findTable(draft, place.table);
    findColumn(table, place.column);
    const columns = table.columns.map((column) =>
      column.name === place.column ? withEncoding(column, encoding) : column,
    );
    draft.tables.set(table.name, { ...table, columns });
    return { ...table, columns };
  };
  const table = await request.database.change(async (_session, draft) => next(draft));
  return rows(request, table, [findColumn(table, place.column)]);
}

/** `Null` gives the column its default encoding. Source: https://learn.microsoft.com/kusto/management/alter-encoding-policy */
function alter(request: Request): Promise<Result> {
  const { reader, ...place } = readPlace(request.text, 'alter');
  reader.expect('type', '=');
  const given = reader.string();
  const encoding = encodings.find((name) => name.toLowerCase() === given.toLowerCase());
  if (encoding === undefined) throw badRequest(`The encoding '${given}' is not supported.`);
  return change(request, place, encoding === 'Null' ? undefined : encoding);
}

export const encodingCommands: Commands = {
  AlterColumnPolicyEncodingType: alter,
  DeleteColumnPolicyEncoding: (request) => change(request, readPlace(request.text, 'delete'), undefined),
  ShowColumnPolicyEncoding: (request) => {
    const place = readPlace(request.text, 'show');
    const table = findTable(request.database.catalog, place.table);
    return rows(request, table, [findColumn(table, place.column)]);
  },
  ShowTablePolicyEncoding: (request) => {
    const table = tableOf(request);
    return rows(request, table, table.columns);
  },
};
