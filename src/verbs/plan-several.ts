import type { Block } from '../report/blocks.ts';
import type { VerbResult } from './command.ts';
import {
  combine,
  forEachDatabase,
  hashOfAll,
  refuseForOne,
  refuseTwins,
  sumOf,
  type Target,
  titleOf,
} from './several-databases.ts';

/** Plans for each database; rejects with what is wrong with any of them. */
export async function planSeveral<R extends Target & { readonly 'plan-file': string | undefined }>(
  requests: readonly R[],
  run: (request: R) => Promise<VerbResult>,
): Promise<VerbResult> {
  refuseTwins(requests);
  refuseForOne({ 'plan-file': requests[0]?.['plan-file'] });
  const results = await forEachDatabase(requests, async (request) => ({
    target: request,
    title: titleOf(request, requests),
    result: await run(request),
  }));
  const changes = sumOf(results, 'changes');
  const hash = hashOfAll(results.map(({ result }) => result.outputs['plan-hash'] ?? ''));
  const combined = combine(results, `${requests.length} databases, ${changes} changes.`, {
    'plan-hash': hash,
    changes,
    'loses-data': sumOf(results, 'loses-data'),
  });
  // What deploy asks for, beside the hashes of each.
  const own = combined.report.filter(({ kind }) => kind !== 'next-step');
  const next: readonly Block[] =
    own.length === combined.report.length
      ? []
      : [{ kind: 'next-step', text: `Look at the plans, then deploy the same files with plan-hash ${hash}.` }];
  return { ...combined, report: [...own, { kind: 'facts', facts: [['Plan of all', hash]] }, ...next] };
}
