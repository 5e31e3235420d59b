import type { Redact } from '../domain/redact.ts';
import type { RunReport } from './run-report.ts';

/** Words of ours that decide how a value is rendered. */
const ownWords: readonly string[] = ['kind', 'code', 'verb', 'language', 'align'];

/**
 * The report without secrets. This comes before rendering, since escaping changes how a secret is written but not how it reads.
 */
export function redactReport(run: RunReport, redact: Redact): RunReport {
  return mapStrings(run, redact) as RunReport;
}

function mapStrings(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, redact));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, ownWords.includes(key) ? inner : mapStrings(inner, redact)]),
  );
}
