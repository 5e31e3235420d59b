import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Prices } from '../domain/snapshot/cost.ts';
import type { BaseCheck, SnapshotPlan } from '../domain/snapshot/plan.ts';
import { parsePrices } from './dry-run.ts';
import { parseRecoverFrom } from './recover-from.ts';

interface Given {
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly 'ingested-from': string | undefined;
  readonly 'ingested-before': string | undefined;
  readonly 'slice-rows': number;
  readonly 'top-up': string | undefined;
  readonly 'base-check': BaseCheck | undefined;
  readonly 'recover-from': readonly string[];
  readonly 'dry-run': boolean;
  readonly prices: readonly string[];
}

/** What the inputs come to. Rejects with everything in them that does not fit together: a range that holds nothing, and what would be without effect. */
export function readSnapshotRequest(request: Given): {
  readonly asked: SnapshotPlan['asked'];
  readonly prices: Prices | undefined;
} {
  throwProblems(findMisfits(request));
  return { asked: askedBy(request), prices: parsePrices(request.prices) };
}

function askedBy(request: Given): SnapshotPlan['asked'] {
  const { tables, views, 'ingested-from': from, 'ingested-before': before, 'top-up': topUp } = request;
  const range = { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) };
  const rules = parseRecoverFrom(request['recover-from']);
  return {
    tables: [...tables],
    ...(views.length === 0 ? {} : { views: [...views] }),
    ...(from === undefined && before === undefined ? {} : { range }),
    sliceRows: request['slice-rows'],
    ...(topUp === undefined ? {} : { topUp, baseCheck: request['base-check'] ?? 'counts' }),
    ...(rules.length === 0 ? {} : { recoverFrom: [...rules] }),
  };
}

/** What of the inputs does not fit together. */
function findMisfits(request: Given): Problem[] {
  const { 'ingested-from': from, 'ingested-before': before, 'top-up': topUp, 'base-check': baseCheck } = request;
  const problems: Problem[] = [];
  if (from !== undefined && before !== undefined && from >= before) {
    const detail = `Seen: from ${from}, before ${before}.`;
    problems.push({ code: 'input', summary: 'ingested-from must be earlier than ingested-before.', detail });
  }
  if (topUp !== undefined && (from !== undefined || before !== undefined)) {
    const next = 'Leave out either top-up or the range.';
    problems.push({ code: 'input', summary: 'A range of ingestion times cannot top up a snapshot.', next });
  }
  if (topUp === undefined && baseCheck !== undefined) {
    const next = 'Name the snapshot with top-up, or leave out base-check.';
    const summary = `base-check says ${baseCheck}, and there is no base to check without top-up.`;
    problems.push({ code: 'input', summary, next });
  }
  if (request.prices.length > 0 && !request['dry-run']) {
    const next = 'Add dry-run, or leave out prices.';
    problems.push({ code: 'input', summary: 'prices are for the estimate of dry-run, which is not asked for.', next });
  }
  return problems;
}
