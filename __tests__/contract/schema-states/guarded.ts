import type { LiveTables } from '../../../src/domain/kql/loss.ts';
import { splitScript } from '../../../src/domain/kql/script.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import type { Database } from '../../../src/ports/database.ts';
import { createLossGuard, type JudgedStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { planDeployment } from '../../../src/procedures/plan-deployment.ts';
import { planSchemaRestore } from '../../../src/procedures/plan-schema-restore.ts';
import { runDeployment } from '../../../src/procedures/run-deployment.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import type { OpenedGateways } from '../../fixtures/opened-gateways.ts';

export interface GuardedRun {
  /** Whether each command of the plan is safe, in its order. */
  readonly judged: readonly JudgedStatement['loss']['kind'][];
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
export async function deployGuarded(text: string, opened: Opened): Promise<GuardedRun> {
  const { database } = opened;
  const script = splitScript({ path: 's.kql', text });
  const statements = script.statements.map((one) => ({ ...one, reading: readStatement(one.text) }));
  const before = await observeTables(database.read, database.name);
  const plan = await planDeployment({ statements, referenceData: [], deletions: [] }, database, before);
  return runGuarded(plan.statements, before, opened);
}

/** Puts a schema script back as the restore of a schema does. */
export async function restoreGuarded(storedScript: readonly string[], opened: Opened): Promise<GuardedRun> {
  const { database } = opened;
  const manifest = { database: database.name, schemaScript: { path: 'schema.kql', bytes: 0, sha256: '' } };
  const plan = await planSchemaRestore({ manifest, storedScript, scope: 'all', restoredBefore: [] }, database);
  return runGuarded(plan.statements, plan.before, opened);
}

async function runGuarded(
  statements: readonly JudgedStatement[],
  before: LiveTables,
  { database, gateways: { clock, store }, after }: Opened,
): Promise<GuardedRun> {
  const paths = databasePaths(database.clusterHost, database.name);
  const { read, observe } = database;
  const guard = createLossGuard(before.tables.keys(), { read, observe, store, paths, clock });
  const judged = statements.map(({ loss }) => loss.kind);
  const refused = (await Promise.all(statements.map((one) => guard.check(one)))).flatMap((one) => one?.code ?? []);
  if (refused.length > 0) return { judged, refused, ran: [] };
  const run: Database['change']['run'] = async (command) => {
    const answer = await database.change.run(command);
    await after?.(command);
    return answer;
  };
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const record = { begin: async () => undefined, end: async () => undefined, restores: '' };
  const ended = await runDeployment(statements.map(stepOf), {
    ...{ store, paths, clock, guard, before, progress, record, files: memoryReferenceFiles({}) },
    database: { ...database, change: { ...database.change, run } },
  });
  const [failed] = ended.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.problem] : []));
  return {
    judged,
    refused,
    ran: ended.flatMap(({ outcome }) => (outcome.kind === 'done' ? [outcome.item] : [])),
    ...(failed !== undefined && { stopped: `${failed.code}: ${failed.detail ?? failed.summary}` }),
  };
}

const stepOf = (statement: JudgedStatement) => ({ kind: 'statement' as const, item: statement.text, statement });
