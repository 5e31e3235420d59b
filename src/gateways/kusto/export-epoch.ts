import { z } from 'zod';
import type { Cursor } from '../../domain/names.ts';
import type { ExportEpoch } from '../../ports/database.ts';
import type { Row } from './body.ts';
import { createExport } from './commands/continuous-exports.ts';
import { isTrue, optionalOf, textOf } from './rows.ts';

/** Properties by the names that show them, and by those that set them. */
const known: Readonly<Record<string, string>> = {
  sizelimit: 'sizeLimit',
  distributed: 'distributed',
  distribution: 'distribution',
  distributionkind: 'distributionKind',
  parquetrowgroupsize: 'parquetRowGroupSize',
};

const properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const span = /^(\d+\.)?\d\d:\d\d:\d\d(\.\d{1,7})?$/;

/**
 * What makes the export anew, and what of it cannot be told: the identity that it runs as is not shown, and secrets are masked. `over` are the tables that its
 * definition lists, undefined where they cannot be read. Absent where the row does not say where it began.
 * Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export
 */
export function epochOf(
  row: Row,
  over: readonly string[] | undefined,
  targets: readonly Row[],
): ExportEpoch | undefined {
  const start = optionalOf(row, 'StartCursor');
  if (typeof start !== 'string' || start === '') return undefined;
  const [query, externalTable] = [textOf(row, 'Query'), textOf(row, 'ExternalTableName')];
  const [interval, latency] = [optionalOf(row, 'IntervalBetweenRuns'), optionalOf(row, 'ForcedLatency')];
  const given = readProperties(optionalOf(row, 'ExportProperties'));
  const exportedTo = optionalOf(row, 'ExportedTo');
  const forcedLatency = typeof latency === 'string' && latency !== '' && latency !== '00:00:00' ? latency : undefined;
  const settings = Object.entries(given ?? {}).filter(([, value]) => value !== null && value !== '');
  const isSpan = (value: unknown): value is string => typeof value === 'string' && span.test(value);
  const strange = settings.map(([key]) => key).filter((key) => known[key.toLowerCase()] === undefined);
  const unread = [
    ...(over === undefined ? ['the tables that it follows cannot be read'] : []),
    ...(isSpan(interval) && (forcedLatency === undefined || isSpan(forcedLatency))
      ? []
      : ['how often it runs cannot be read']),
    ...(given === undefined ? ['its properties cannot be read'] : []),
    ...(strange.length === 0 ? [] : [`this version does not know its property ${strange.join(', ')}`]),
    ...hiddenIn(query),
    ...signInOf(externalTable, targets),
  ];
  return {
    startCursor: start as Cursor,
    ...(typeof exportedTo === 'string' && exportedTo !== '' ? { exportedTo } : {}),
    isRunning: isTrue(optionalOf(row, 'IsRunning')) ? 'yes' : 'no',
    definition: createExport({
      name: textOf(row, 'Name'),
      over: over ?? [],
      externalTable,
      query,
      interval: String(interval),
      forcedLatency,
      properties: settings.flatMap(([key, value]) =>
        value === null ? [] : [[known[key.toLowerCase()] ?? key, value]],
      ),
    }),
    unread,
  };
}

function readProperties(cell: unknown): z.infer<typeof properties> | undefined {
  if (cell === undefined || cell === '') return {};
  const parsed = properties.safeParse(typeof cell === 'string' ? parseJson(cell) : cell);
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What is no JSON is told as not readable.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hiddenIn(query: string): readonly string[] {
  const isMasked = query.includes('***') || /(?<![\w"'])[hH]@?["'`~]/.test(query);
  const isElsewhere = /\b(database|cluster)\s*\(/.test(query);
  return [
    ...(isMasked ? ['its query holds a secret, which is masked'] : []),
    ...(isElsewhere ? ['its query reaches another database, for which it runs as an identity that is not shown'] : []),
  ];
}

/** Where the storage takes an identity, the export has one of its own. Source: https://learn.microsoft.com/kusto/management/data-export/continuous-export-with-managed-identity */
function signInOf(externalTable: string, targets: readonly Row[]): readonly string[] {
  const target = targets.find((row) => textOf(row, 'TableName') === externalTable);
  const shown = target === undefined ? undefined : optionalOf(target, 'ConnectionStrings');
  const connections = typeof shown === 'string' ? shown : JSON.stringify(shown ?? []);
  if (['', '[]'].includes(connections))
    return [`the service does not show how it signs in to the storage of ${externalTable}`];
  return /impersonate|managed_identity/i.test(connections)
    ? [`it writes to ${externalTable} as an identity that is not shown`]
    : [];
}
