import { canaryDifferences } from '../domain/fingerprint.ts';
import { problemError } from '../domain/problem.ts';
import type { DatabaseIdentity } from '../ports/database.ts';

/** Fingerprints mean nothing on an engine whose hash is another; rejects with `unknown` there. */
export function requireCanary({ buildVersion, canary }: DatabaseIdentity): void {
  const differences = canaryDifferences(canary);
  if (differences.length === 0) return;
  throw problemError({
    code: 'unknown',
    summary: 'This cluster computes another hash than the one fingerprints are made of.',
    detail: `${differences.join('; ')} (build ${buildVersion})`,
    next: 'Please report this; without the hash nothing can be compared.',
  });
}
