import type { LiveTables } from '../domain/kql/loss.ts';
import type { Problem } from '../domain/problem.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { LossGuard, LossRequest } from './guard-losses.ts';
import type { ReferenceState } from './put-reference-data.ts';
import type { ReferenceData } from './read-reference-data.ts';

/** What replacing the rows of a table loses, and what speaks against it; nothing where `problem` is absent. */
export interface JudgedReplacement {
  readonly request: LossRequest;
  readonly problem?: Problem;
}

/** Asks at this moment. */
export async function judgeReplacement(
  data: ReferenceData,
  state: ReferenceState,
  { live, guard, read }: { readonly live: LiveTables; readonly guard: LossGuard; readonly read: DatabaseReader },
): Promise<JudgedReplacement> {
  const request = replacement(data, state, live);
  const problem = (await feedsView(data, state, live, read)) ?? (await guard.check(request));
  return { request, ...(problem !== undefined && { problem }) };
}

/** Replacing the rows of a table also replaces what update policies derive from it. Source: https://learn.microsoft.com/kusto/management/update-policy */
function replacement(data: ReferenceData, state: ReferenceState, live: LiveTables): LossRequest {
  const { table } = data;
  const rows = { table, contents: data.content.sha256 };
  const about = { at: { file: data.file.path, line: 1 }, text: data.file.path, rows };
  const derived = live.tables.get(table)?.derived ?? [];
  if (state.kind === 'current') return { ...about, loss: { kind: 'safe', why: 'the rows are those of the file' } };
  if (derived.length > 0) {
    const what = `replaces the rows of ${table} and those that update policies derive from it`;
    return { ...about, loss: { kind: 'loses-data', tables: [table, ...derived], what } };
  }
  if (state.foreignRows === 0n) return { ...about, loss: { kind: 'safe', why: 'the rows come from the repo' } };
  const what = `replaces ${state.foreignRows} rows of ${table} that are not known to come from reference data`;
  return { ...about, loss: { kind: 'loses-data', tables: [table], what } };
}

/**
 * A materialized view takes what comes into its source for new rows and keeps what it made of those that are replaced, so that both would count. The first rows of a
 * table are new. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-overview
 */
async function feedsView(
  { table, file }: ReferenceData,
  state: ReferenceState,
  live: LiveTables,
  read: DatabaseReader,
): Promise<Problem | undefined> {
  if (state.kind === 'current' || state.rows === 0n) return undefined;
  const sources = [table, ...(live.tables.get(table)?.derived ?? [])];
  const views = (await read.views()).filter(({ definition }) => sources.includes(definition.source));
  if (views.length === 0) return undefined;
  return {
    code: 'refused',
    summary: `${views.map(({ name }) => name).join(', ')} would count the rows of ${table} once more.`,
    detail: `A materialized view keeps what it made of the ${state.rows} rows that would be replaced, and takes those of the file for new ones.`,
    next: `Drop the view, deploy, and make it again with backfill; or make a function in its place, which suits a small table.`,
    at: { file: file.path, line: 1 },
  };
}
