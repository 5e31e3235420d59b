import { badRequest } from '../problem.ts';

/** A blob that a client asked for, as its message in the queue says. */
export interface QueuedBlob {
  readonly id: string;
  /** Connection string of the blob, with its signature. */
  readonly source: string;
  readonly database: string;
  readonly table: string;
  /** Of the uncompressed data, as the client estimates it; undefined where it does not say. */
  readonly sizeBytes: number | undefined;
  readonly onSuccess: 'keep-blob' | 'delete-blob';
  readonly flush: 'at-once' | 'by-policy';
  readonly report: 'failures' | 'nothing' | 'everything';
  /** What `.get kusto identity token` gave the client; undefined for a data connection, which needs no role of its own. */
  readonly authorization: string | undefined;
  /** Properties of the ingestion, spelled as in `with (…)`. */
  readonly properties: Readonly<Record<string, string>>;
}

const known = new Set([
  'Id',
  'BlobPath',
  'RawDataSize',
  'DatabaseName',
  'TableName',
  'RetainBlobOnSuccess',
  'FlushImmediately',
  'IgnoreSizeLimit',
  'ReportLevel',
  'ReportMethod',
  'SourceMessageCreationTime',
  'IngestionStatusInTable',
  'ApplicationForTracing',
  'ClientVersionForTracing',
  'AdditionalProperties',
]);
const reports = ['failures', 'nothing', 'everything'] as const;

function propertiesOf(given: unknown): Record<string, string> {
  const pairs = Object.entries(Object(given ?? {})).filter(([name]) => name !== 'authorizationContext');
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw badRequest(`The message has no '${name}'.`);
  return value;
}

function reportOf({ ReportLevel: level, ReportMethod: method }: Record<string, unknown>): QueuedBlob['report'] {
  if ((method ?? 0) !== 0) throw badRequest('The local cluster reports to queues only.');
  const report = reports[Number(level ?? 0)];
  if (report === undefined) throw badRequest(`'${level}' is no ReportLevel.`);
  return report;
}

/**
 * Reads a message of the ready-for-aggregation queue: Base64 of a JSON document.
 * Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest
 */
export function readMessage(text: string): QueuedBlob {
  const fields: Record<string, unknown> = Object(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  const unknown = Object.keys(fields).find((name) => !known.has(name));
  if (unknown !== undefined) throw badRequest(`The message has an unknown member '${unknown}'.`);
  const { authorizationContext = '' } = Object(fields.AdditionalProperties ?? {});
  return {
    id: textOf(fields, 'Id'),
    source: textOf(fields, 'BlobPath'),
    database: textOf(fields, 'DatabaseName'),
    table: textOf(fields, 'TableName'),
    sizeBytes: typeof fields.RawDataSize === 'number' ? fields.RawDataSize : undefined,
    onSuccess: fields.RetainBlobOnSuccess === true ? 'keep-blob' : 'delete-blob',
    flush: fields.FlushImmediately === true ? 'at-once' : 'by-policy',
    report: reportOf(fields),
    authorization: String(authorizationContext),
    properties: propertiesOf(fields.AdditionalProperties),
  };
}
