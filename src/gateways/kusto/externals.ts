import { z } from 'zod';
import { columnTypes } from '../../domain/column.ts';
import { problemError } from '../../domain/problem.ts';
import type { LiveExport } from '../../domain/schema/continuous-export.ts';
import type { LiveExternalTable } from '../../domain/schema/external-table.ts';
import type { Row } from './body.ts';
import { continuousExportOf } from './continuous-exports.ts';
import { isTrue, optionalOf, singleRow, textOf } from './rows.ts';

const schemaDocument = z.looseObject({
  OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.enum(columnTypes) })),
});

/** A row of `.show external tables`, with the schema that was asked for it. Source: https://learn.microsoft.com/kusto/management/show-external-tables */
export function externalTableOf(row: Row, schema: readonly Row[]): LiveExternalTable {
  const name = textOf(row, 'TableName');
  const parsed = schemaDocument.safeParse(
    JSON.parse(textOf(singleRow(schema, `the schema of external table ${name}`), 'Schema')),
  );
  if (!parsed.success)
    throw problemError({ code: 'unknown', summary: `The cluster's schema of external table ${name} cannot be read.` });
  return {
    name,
    type: textOf(row, 'TableType'),
    columns: parsed.data.OrderedColumns.map(({ Name, CslType }) => ({ name: Name, type: CslType })),
    folder: given(row, 'Folder') ?? '',
    docstring: given(row, 'DocString') ?? '',
    properties: given(row, 'Properties') ?? '',
    connections: given(row, 'ConnectionStrings'),
    partitions: given(row, 'Partitions'),
    pathFormat: given(row, 'PathFormat'),
  };
}

/** A row of `.show continuous-exports`. Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export */
export function exportOf(row: Row): LiveExport {
  return {
    name: textOf(row, 'Name'),
    externalTable: textOf(row, 'ExternalTableName'),
    query: textOf(row, 'Query'),
    tables: continuousExportOf(row).tables ?? [],
    interval: given(row, 'IntervalBetweenRuns') ?? '',
    forcedLatency: given(row, 'ForcedLatency') ?? '',
    properties: given(row, 'ExportProperties') ?? '',
    isDisabled: isTrue(optionalOf(row, 'IsDisabled')) ? 'yes' : 'no',
  };
}

/** Dynamic values come as text or as JSON. */
function given(row: Row, column: string): string | undefined {
  const value = optionalOf(row, column);
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
