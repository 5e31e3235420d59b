import type { Problem } from './problem.ts';

/** What was concluded. `unknown` is never a pass: it says that something could not be found out. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly problems: readonly Problem[] }
  | { readonly kind: 'unknown'; readonly problems: readonly Problem[] };

export const pass: Verdict = { kind: 'pass' };

/** The worst of all: fail over unknown over pass. Nothing to judge is unknown, since nothing was checked. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  const failed = problemsOf(verdicts, 'fail');
  if (failed.length > 0) return { kind: 'fail', problems: [...failed, ...problemsOf(verdicts, 'unknown')] };
  const unknown = problemsOf(verdicts, 'unknown');
  if (unknown.length > 0) return { kind: 'unknown', problems: unknown };
  if (verdicts.length > 0) return pass;
  return { kind: 'unknown', problems: [{ code: 'unknown', summary: 'Nothing was checked.' }] };
}

function problemsOf(verdicts: readonly Verdict[], kind: 'fail' | 'unknown'): readonly Problem[] {
  return verdicts.flatMap((verdict) => (verdict.kind === kind ? verdict.problems : []));
}

/** `fail` when there are problems of which any is certain, `unknown` when all are about things not found out. */
export function verdictOf(problems: readonly Problem[]): Verdict {
  if (problems.length === 0) return pass;
  return problems.every((problem) => problem.code === 'unknown')
    ? { kind: 'unknown', problems }
    : { kind: 'fail', problems };
}
