import type { Problem } from '../domain/problem.ts';
import { firstLine } from '../domain/redact.ts';
import type { Arrivals } from './find-coverage.ts';
import type { LossRequest } from './guard-losses.ts';

/** What stands against a loss in one table. */
export interface Obstacle {
  readonly why: string;
  /** Whether a snapshot taken now would remove it. */
  readonly snapshotHelps: 'yes' | 'no';
  /** Present where nothing but these stands against it. */
  readonly arrivals?: Arrivals | undefined;
  /** What to do where nothing but this stands in the way; absent where the command itself has to be another. */
  readonly next?: string;
}

/** As one clause. */
export function showObstacles(obstacles: readonly Obstacle[]): string {
  return obstacles.map(({ why }) => why).join('; ');
}

/** Where extents hold what queries do not see. */
export const letItSee =
  'Let the workload group of this identity relax its data scope, and let it read the extents of its tables; then run deploy again.';
const runByHand = 'Run this command by hand, or write it as commands on named tables.';

/** Nobody counts past the policy: https://learn.microsoft.com/kusto/management/row-level-security-policy */
export function rowsAreHidden(table: string): Obstacle {
  return {
    why: `${table} has row level security, past which its rows cannot be counted, and no snapshot can be taken`,
    snapshotHelps: 'no',
    next: `Turn the policy of ${table} off by hand, which shows its rows to everybody who reads the database, and take it out of the files for one deployment; take a snapshot, deploy, and put it back into the files.`,
  };
}

/** The text to say ends the sentence, so that it can be taken over as it is. */
function nextFor({ harmless }: LossRequest, next: string): string {
  return harmless?.kind === 'may-be-said'
    ? `${next} Or, where it loses no rows, say so with harmless: ${harmless.as}`
    : next;
}

/** What no snapshot can ever cover. */
export function refuseForGood(request: LossRequest, why: string, next = runByHand): Problem {
  const { loss, at, text } = request;
  return {
    code: 'refused',
    summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot can cover it.`,
    detail: `${firstLine(text)} (${why})`,
    next: nextFor(request, next),
    ...(at !== undefined && { at }),
  };
}

/** What would meet row level security that a command before it turns on; undefined where it needs no cover or meets none. `secured` has the tables with those commands, `spared` those in which it deletes nothing, whose rows nobody counts. */
export function refuseBehind(
  request: LossRequest,
  secured: ReadonlyMap<string, Pick<LossRequest, 'at'>>,
  spared: ReadonlySet<string> = new Set(),
): Problem | undefined {
  const { loss, harmless, quarantine } = request;
  if (loss.kind !== 'loses-data' || harmless?.kind === 'said' || quarantine !== undefined) return undefined;
  const table = loss.tables.find((name) => secured.has(name) && !spared.has(name));
  if (table === undefined) return undefined;
  const by = secured.get(table)?.at;
  const place = by === undefined ? '' : ` at ${by.file}:${by.line}`;
  return refuseForGood(
    request,
    `${table} has row level security by then, past which its rows cannot be counted`,
    `Deploy this first: take the policy of ${table}${place} out of the files for one deployment, and put it back.`,
  );
}

/** Leaves rows that arrived to the user. */
export async function refuseArrivals() {
  return { next: (command: string) => `Take a snapshot first: ${command}` };
}

/** What a snapshot would cover. */
export function askForSnapshot({ loss, at, text }: LossRequest, next: string, why: string): Problem {
  return {
    code: 'not-covered',
    summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot covers it.`,
    detail: `${firstLine(text)} (${why})`,
    next,
    ...(at !== undefined && { at }),
  };
}
