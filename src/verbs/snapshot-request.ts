import { type Problem, throwProblems } from '../domain/problem.ts';
import type { BaseCheck, SnapshotPlan } from '../domain/snapshot/plan.ts';
import { parseRecoverFrom } from './recover-from.ts';

/** In the order in which it is stored, since an interrupted snapshot is found by the same text. Rejects a range that holds nothing. */
export function askedBy(request: {
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly 'ingested-from': string | undefined;
  readonly 'ingested-before': string | undefined;
  readonly 'slice-rows': number;
  readonly 'top-up': string | undefined;
  readonly 'base-check': BaseCheck;
  readonly 'recover-from': readonly string[];
}): SnapshotPlan['asked'] {
  const { tables, views, 'ingested-from': from, 'ingested-before': before, 'top-up': topUp } = request;
  throwProblems(findMisfits(from, before, topUp));
  const range = { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) };
  const rules = parseRecoverFrom(request['recover-from']);
  return {
    tables: [...tables],
    ...(views.length === 0 ? {} : { views: [...views] }),
    ...(from === undefined && before === undefined ? {} : { range }),
    sliceRows: request['slice-rows'],
    ...(topUp === undefined ? {} : { topUp, baseCheck: request['base-check'] }),
    ...(rules.length === 0 ? {} : { recoverFrom: [...rules] }),
  };
}

/** What of the inputs does not fit together. */
function findMisfits(from: string | undefined, before: string | undefined, topUp: string | undefined): Problem[] {
  const problems: Problem[] = [];
  if (from !== undefined && before !== undefined && from >= before) {
    const detail = `Seen: from ${from}, before ${before}.`;
    problems.push({ code: 'input', summary: 'ingested-from must be earlier than ingested-before.', detail });
  }
  if (topUp !== undefined && (from !== undefined || before !== undefined)) {
    const next = 'Leave out either top-up or the range.';
    problems.push({ code: 'input', summary: 'A range of ingestion times cannot top up a snapshot.', next });
  }
  return problems;
}
