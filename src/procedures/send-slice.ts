import type { ExportSettings } from '../domain/export-settings.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import type { DatabaseExporter, ExportedFile, ExportRequest } from '../ports/database-exporter.ts';
import type { OperationState } from '../ports/operation-state.ts';
import type { OperationPoller } from './poll-operations.ts';
import type { NumberedSlice } from './slice-journal.ts';

export interface SentSlice {
  readonly table: string;
  readonly columns: ExportRequest['columns'];
  readonly slice: NumberedSlice;
  readonly settings: ExportSettings;
  readonly destination: string;
  /** What one row takes before compression; absent when nobody knows. */
  readonly rowBytes: number | undefined;
}

/** The answer of a small export is the end of it, so many of them need no polling. */
const smallRows = 50_000n;
const smallBytes = 64 * 1024 ** 2;

/**
 * Sends one attempt and waits for its end. `busy` means that the cluster did not accept it, and nothing else does: a later request that finds the cluster
 * busy rejects like any other failure of an export that may have written.
 */
export async function sendSlice(
  sent: SentSlice,
  exporter: DatabaseExporter,
  poller: OperationPoller,
): Promise<readonly ExportedFile[] | 'busy'> {
  const { table, columns, slice, settings, destination } = sent;
  const request: ExportRequest = { table, columns, slice: slice.slice, settings, destination };
  if (isSmall(sent)) return orBusy(() => exporter.write(request));
  const operation = await orBusy(() => exporter.start(request));
  if (operation === 'busy') return 'busy';
  const end = await poller.ended(operation);
  if (end.kind === 'completed') return exporter.files(operation);
  throw problemError(problemOf(table, operation, end));
}

function isSmall({ slice: { rows }, rowBytes }: SentSlice): boolean {
  return rows <= smallRows && rowBytes !== undefined && Number(rows) * rowBytes <= smallBytes;
}

async function orBusy<T>(request: () => Promise<T>): Promise<T | 'busy'> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ busy }) => busy === true)) return 'busy';
    throw error;
  }
}

function problemOf(
  table: string,
  operation: string,
  end: Exclude<OperationState, { kind: 'running' | 'completed' }>,
): Problem {
  if (end.kind === 'lost') {
    const summary = `The cluster knows the export of ${table}, operation ${operation}, no more.`;
    return { code: 'unknown', summary, transient: true };
  }
  return {
    code: 'service',
    summary: `The export of ${table} ended as ${end.state}.`,
    detail: end.message,
    transient: end.transient,
    ...(end.tooBig === undefined ? {} : { tooBig: end.tooBig }),
  };
}
