import { z } from 'zod';
import { parseDocument, sortedJson } from '../kql/json.ts';
import { type Problem, problemError } from '../problem.ts';
import { quarantineDays } from '../quarantine-record.ts';
import { sha256 } from './digest.ts';

/** What a step does to the data that is there: nothing, nothing but costly work, or a loss. What is not known to be safe loses data. */
export type ChangeClass = 'safe' | 'rebuilds' | 'loses-data';

const position = z.strictObject({ file: z.string(), line: z.number(), column: z.number().optional() });

const step = z.strictObject({
  text: z.string(),
  class: z.enum(['safe', 'rebuilds', 'loses-data']),
  /** Why it runs, and what it loses. */
  reason: z.string(),
  /** As `table Name`; empty for a command that does something. */
  object: z.string(),
  /** Absent for what stands in no file. */
  at: position.optional(),
  /** In place of the command its reversible form runs, and what it takes away stays in the cluster for so many days. */
  quarantineDays: quarantineDays.optional(),
  /** By which beginning of a command the user says that it loses no rows; it runs without cover. */
  harmless: z.string().optional(),
});

const document = z.strictObject({
  formatVersion: z.literal(1),
  cluster: z.string(),
  database: z.string(),
  /** Of the schema that the plan was made for. */
  live: z.string(),
  steps: z.array(step),
  /** Over all of it but reasons and places. */
  hash: z.string(),
});

export type PlanDocument = Readonly<z.infer<typeof document>>;
export type PlannedStep = PlanDocument['steps'][number];

/** The same for the same commands in the same order on the same schema, wherever in the files they stand. */
export function planDocument(plan: Omit<PlanDocument, 'formatVersion' | 'hash'>): PlanDocument {
  return { formatVersion: 1, ...plan, hash: hashOf(plan) };
}

function hashOf({ cluster, database, live, steps }: Omit<PlanDocument, 'formatVersion' | 'hash'>): string {
  return sha256(sortedJson([cluster, database, live, steps.map(hashedParts)]));
}

function hashedParts({ text, class: kind, quarantineDays, harmless }: PlannedStep): readonly unknown[] {
  return [
    ...[text, kind],
    ...(quarantineDays === undefined ? [] : [quarantineDays]),
    ...(harmless === undefined ? [] : [{ harmless }]),
  ];
}

/** A plan as it was written, from its own file or from the document that `plan --json` prints; rejects one that was changed since. */
export function readPlan(path: string, text: string): PlanDocument {
  const parsed = document.safeParse(planIn(parseDocument(text)));
  if (!parsed.success) throw problemError(notAPlan(path, z.prettifyError(parsed.error)));
  if (hashOf(parsed.data) !== parsed.data.hash)
    throw problemError(notAPlan(path, 'Its hash is not that of its steps: it was changed.'));
  return parsed.data;
}

function planIn(found: unknown): unknown {
  if (typeof found !== 'object' || found === null || !('data' in found)) return found;
  const { data } = found;
  return typeof data === 'object' && data !== null && 'plan' in data ? data.plan : found;
}

function notAPlan(path: string, detail: string): Problem {
  return {
    code: 'input',
    summary: `${path} is not a plan.`,
    detail,
    next: 'Make it with the verb plan, and leave it as it is.',
  };
}
