import type { LiveView } from '../ports/database.ts';
import type { Looked } from '../procedures/look.ts';
import type { VerbResult } from './command.ts';

/** What a snapshot holds of views. */
export interface ViewHolder {
  /** Absent where that is not known. */
  readonly views?: readonly string[];
}

/** The result, with the live materialized views whose rows none of the snapshots holds; unchanged where nobody looked. */
export function withViews(
  result: VerbResult,
  live: Looked<readonly Pick<LiveView, 'name'>[]> | undefined,
  snapshots: readonly ViewHolder[],
): VerbResult {
  if (live === undefined) return result;
  if ('problem' in live) {
    const text = `Which materialized views no snapshot holds is not known: ${live.problem.summary}`;
    return { ...result, report: [...result.report, { kind: 'sentence', text }] };
  }
  const held = new Set(snapshots.flatMap(({ views }) => views ?? []));
  const viewsNotHeld = live.value.map(({ name }) => name).filter((name) => !held.has(name));
  const text = `Materialized views whose rows no snapshot holds: ${viewsNotHeld.join(', ')}.`;
  const report = viewsNotHeld.length === 0 ? result.report : [...result.report, { kind: 'sentence' as const, text }];
  return { ...result, report, data: { ...result.data, viewsNotHeld } };
}
