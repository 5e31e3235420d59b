import type { Column } from './query/contract.ts';
import { type Answer, encodeProblem, encodeRows, type Identity, propertiesOf } from './wire.ts';

function encodeV2Table(fields: {
  id: number;
  kind: string;
  name: string;
  columns: readonly Column[];
  rows: string[];
}): string {
  const head = { FrameType: 'DataTable', TableId: fields.id, TableKind: fields.kind, TableName: fields.name };
  const columns = fields.columns.map(({ name, type }) => ({ ColumnName: name, ColumnType: type }));
  const open = JSON.stringify({ ...head, Columns: columns }).slice(0, -1);
  return `${open},"Rows":[${fields.rows.join(',')}]}`;
}

const completion: readonly Column[] = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'ClientRequestId', type: 'string' },
  { name: 'ActivityId', type: 'guid' },
  { name: 'Level', type: 'int' },
  { name: 'LevelName', type: 'string' },
  { name: 'StatusCode', type: 'int' },
  { name: 'StatusCodeName', type: 'string' },
  { name: 'EventType', type: 'int' },
  { name: 'EventTypeName', type: 'string' },
  { name: 'Payload', type: 'string' },
];

const properties: readonly Column[] = [
  { name: 'TableId', type: 'int' },
  { name: 'Key', type: 'string' },
  { name: 'Value', type: 'dynamic' },
];

/**
 * The v2 answer to a query. A failure after the first rows keeps HTTP 200: it is a row of its own and an error in the last
 * frame. Source: https://learn.microsoft.com/kusto/api/rest/response-v2
 */
export function encodeQueryV2(answer: Answer, nowTicks: bigint, identity: Identity): string {
  const { result, failure } = answer;
  const rows = encodeRows(result);
  const errors = failure === undefined ? undefined : [encodeProblem(failure, identity)];
  if (errors !== undefined) rows.push(JSON.stringify({ OneApiErrors: errors }));
  const outcome = failure === undefined ? [4, 'Info', 0, 'S_OK (0)'] : [2, 'Error', -1, failure.message];
  const info = [nowTicks, identity.clientRequestId, identity.activityId, ...outcome, 4, 'QueryInfo', '{"Count":1}'];
  const completionRows = encodeRows({ columns: completion, rows: [info] });
  const said = Object.entries(propertiesOf(answer)).map((property) => JSON.stringify([1, ...property]));
  const about = { id: 0, kind: 'QueryProperties', name: '@ExtendedProperties', columns: properties, rows: said };
  const primary = { id: 1, kind: 'PrimaryResult', name: 'PrimaryResult', columns: result.columns, rows };
  const last = { id: 2, kind: 'QueryCompletionInformation', name: 'QueryCompletionInformation', columns: completion };
  return `[${[
    JSON.stringify({ FrameType: 'DataSetHeader', IsProgressive: false, Version: 'v2.0' }),
    encodeV2Table(about),
    encodeV2Table(primary),
    encodeV2Table({ ...last, rows: completionRows }),
    JSON.stringify({
      FrameType: 'DataSetCompletion',
      HasErrors: errors !== undefined,
      Cancelled: false,
      ...(errors === undefined ? {} : { OneApiErrors: errors }),
    }),
  ].join(',')}]`;
}
