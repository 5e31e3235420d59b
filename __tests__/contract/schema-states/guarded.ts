import { splitScript } from '../../../src/domain/kql/script.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import type { Database } from '../../../src/ports/database.ts';
import { createLossGuard, type JudgedStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { planDeployment } from '../../../src/procedures/plan-deployment.ts';
import { runDeployment } from '../../../src/procedures/run-deployment.ts';
import type { OpenedGateways } from '../../fixtures/opened-gateways.ts';

export interface GuardedRun {
  /** Of the plan, in its order. */
  readonly classes: readonly string[];
  /** Codes of what was refused before anything ran. */
  readonly refused: readonly string[];
  /** Texts of commands that ran. */
  readonly ran: readonly string[];
  /** Code and detail of what stopped it half-way; absent where nothing did. */
  readonly stopped?: string;
}

interface Opened {
  readonly database: Database;
  readonly gateways: OpenedGateways;
  /** Called after each command, with its text. */
  readonly after?: (text: string) => Promise<unknown>;
}

/** Plans and deploys the text as one schema file, under the guard, with no snapshot in the storage. */
export async function deployGuarded(text: string, { database, gateways, after }: Opened): Promise<GuardedRun> {
  const { clock, store } = gateways;
  const script = splitScript({ path: 's.kql', text });
  const statements = script.statements.map((one) => ({ ...one, reading: readStatement(one.text) }));
  const before = await observeTables(database.read, database.name);
  const plan = await planDeployment({ statements, referenceData: [], deletions: [] }, database, before);
  const paths = databasePaths(database.clusterHost, database.name);
  const { read, observe } = database;
  const guard = createLossGuard(before.tables.keys(), { read, observe, store, paths, clock });
  const classes = plan.document.steps.map((step) => step.class);
  const refused = (await Promise.all(plan.statements.map((one) => guard.check(one)))).flatMap((one) => one?.code ?? []);
  if (refused.length > 0) return { classes, refused, ran: [] };
  const run = async (command: string) => {
    const answer = await database.change.run(command);
    await after?.(command);
    return answer;
  };
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const record = { begin: async () => undefined, end: async () => undefined, restores: '' };
  const files = {
    read: () => Promise.reject(new Error('no files')),
    list: () => Promise.reject(new Error('no files')),
  };
  const ended = await runDeployment(plan.statements.map(stepOf), {
    ...{ store, paths, clock, guard, before, progress, record, files: files as never },
    database: { ...database, change: { ...database.change, run } },
  });
  const failed = ended.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.problem] : []))[0];
  return {
    classes,
    refused,
    ran: ended.flatMap(({ outcome }) => (outcome.kind === 'done' ? [outcome.item] : [])),
    ...(failed !== undefined && { stopped: `${failed.code}: ${failed.detail ?? failed.summary}` }),
  };
}

const stepOf = (statement: JudgedStatement) => ({ kind: 'statement' as const, item: statement.text, statement });
