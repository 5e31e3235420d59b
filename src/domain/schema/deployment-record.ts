import { z } from 'zod';
import { nextToken } from '../kql/tokens.ts';
import { check, parseJson } from '../snapshot/manifest.ts';
import { sha256 } from './digest.ts';

/** Something that a deployment runs and that loses data. Holds no text of the user's files, in which a secret may stand. */
const losingStep = z.strictObject({
  /** SHA-256 of what runs, the same however it is spaced: see `digestOfStatement`. */
  digest: z.string(),
  /** In words what it loses. */
  what: z.string(),
  /** Where it loses data. */
  tables: z.array(z.string()),
  /** Absent for what stands in no file. */
  at: z.strictObject({ file: z.string(), line: z.number(), column: z.number().optional() }).optional(),
});
export type LosingStep = Readonly<z.infer<typeof losingStep>>;

const begun = z.strictObject({
  formatVersion: z.literal(1),
  id: z.string(),
  /** Hash of the plan that is applied. */
  plan: z.string(),
  /** By the clock of the service. */
  clusterTime: z.string(),
  /** What loses data, as it was judged before the first command. */
  steps: z.array(losingStep),
});

const ended = z.strictObject({
  formatVersion: z.literal(1),
  /** By the clock of the service. */
  clusterTime: z.string(),
  /** What lost data, or may have: every such step that was not left out. */
  steps: z.array(losingStep),
});

/** Stored before the first command of a deployment. */
export type BegunDeployment = Readonly<z.infer<typeof begun>>;
/** Stored after its last one; absent where the run was killed. */
export type EndedDeployment = Readonly<z.infer<typeof ended>>;

/** Stored before a step that loses rows which no snapshot holds, as many as was allowed; nothing reads it back. */
export interface GapRecord {
  readonly formatVersion: 1;
  /** By the clock of the service. */
  readonly clusterTime: string;
  readonly step: LosingStep | undefined;
  /** `rows` is decimal text: how many arrived after that snapshot, as the engine counted them right before. */
  readonly tables: readonly { readonly name: string; readonly rows: string; readonly snapshotId: string }[];
}

export const parseBegun = (text: string, path: string): BegunDeployment => check(begun, parseJson(text, path), path);
export const parseEnded = (text: string, path: string): EndedDeployment => check(ended, parseJson(text, path), path);

/** What a deployment did that a restore has taken back. */
export const heldDeployment = z.strictObject({ id: z.string(), plan: z.string(), steps: z.array(losingStep) });
export type HeldDeployment = Readonly<z.infer<typeof heldDeployment>>;

/** The same for a statement that differs in comments and in blanks between its words only. */
export function digestOfStatement(text: string): string {
  const words: string[] = [];
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end))
    if (token.kind !== 'comment') words.push(token.text);
  return sha256(JSON.stringify(words));
}

/** Of rows that replace those of a table. */
export function digestOfRows(table: string, contents: string): string {
  return sha256(JSON.stringify(['rows', table, contents]));
}

/** A deployment as its two records tell of it. */
export interface RecordedDeployment {
  readonly begun: BegunDeployment;
  readonly ended: EndedDeployment | undefined;
}

/**
 * What a restore of these tables takes back: of every deployment that had not ended when the snapshot was planned (`since`, by the clock of the service), the
 * steps that lost data of them, or may have.
 */
export function takenBack(
  deployments: readonly RecordedDeployment[],
  since: string,
  tables: ReadonlySet<string>,
): readonly HeldDeployment[] {
  return deployments.flatMap(({ begun: { id, plan, steps }, ended: end }) => {
    if (end !== undefined && Date.parse(end.clusterTime) < Date.parse(since)) return [];
    const held = (end?.steps ?? steps).filter((step) => step.tables.some((table) => tables.has(table)));
    return held.length === 0 ? [] : [{ id, plan, steps: [...held] }];
  });
}
