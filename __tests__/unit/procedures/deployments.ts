import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import type { OperationId } from '../../../src/domain/names.ts';
import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { QuarantineRecord } from '../../../src/domain/quarantine-record.ts';
import type { PlanDocument } from '../../../src/domain/schema/plan-document.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database } from '../../../src/ports/database.ts';
import type { OperationState } from '../../../src/ports/operation-state.ts';
import { createLossGuard, type JudgedStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { type OnceCommand, type OnceRecord, openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import { approvedPlan, planDeployment } from '../../../src/procedures/plan-deployment.ts';
import { refuseRanCommands } from '../../../src/procedures/plan-records.ts';
import { type EndedStep, runDeployment } from '../../../src/procedures/run-deployment.ts';
import { recordedCommands } from '../../../src/verbs/recorded-commands.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

export const refused: Problem = { code: 'service', summary: 'No.', transient: false };
export const broken: Problem = { code: 'service', summary: 'The connection broke.', transient: true };

/**
 * Deployments of files with commands on a table T, which a snapshot covers, one after another. `answers` are the problems that commands meet, each once; with
 * `operation` every command is an asynchronous one, of which it says the state.
 */
export async function openDeployments(
  answers: readonly (readonly [string, Problem])[] = [],
  operation?: () => Promise<readonly OperationState[]>,
) {
  const { database, store } = await saveTable([['x', '1']]);
  const clock = memoryClock();
  const waiting = new Map(answers);
  const sent: string[] = [];
  const script: string[] = ['.create-merge table T (a: string, b: long)'];
  const restores: RestoreRecord[] = [];
  const undone: QuarantineRecord[] = [];
  const world: Database = {
    ...database,
    read: { ...database.read, schemaScript: async () => [...script] },
    ...(operation !== undefined && { load: { ...database.load, states: operation } }),
    change: {
      ...database.change,
      run: async (text) => {
        sent.push(text);
        const problem = waiting.get(text);
        waiting.delete(text);
        if (problem !== undefined) throw problemError(problem);
        return operation === undefined ? {} : { operation: 'op' as OperationId };
      },
    },
  };
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const statementsOf = (texts: readonly string[], file: string) =>
    texts.map((text, index) => ({ text, index, at: { file, line: index + 1 }, reading: readStatement(text) }));
  const openRecord = (commands: readonly OnceCommand[], resume: Resume, files: readonly string[] = []) =>
    openOnceRecord(
      { store, paths, clock },
      { commands, resume, restores, undone, unrecorded: [], files: new Set(files) },
    );
  const plan = async (texts: readonly string[], ran?: ReadonlyMap<string, string>, file = 's.kql') =>
    planDeployment(
      {
        statements: statementsOf(texts, file),
        referenceData: [],
        deletions: [],
        ...(ran !== undefined && { ran }),
      },
      world,
      await observeTables(world.read, world.name),
    );

  async function run(
    made: {
      readonly statements: readonly JudgedStatement[];
      readonly once: ReadonlyMap<JudgedStatement, string>;
      readonly needless: readonly string[];
    },
    { commands, record }: { commands: readonly OnceCommand[]; record: OnceRecord },
  ): Promise<readonly EndedStep[]> {
    const guard = createLossGuard(['T'], { read: world.read, observe: database.observe, store, paths, clock });
    const steps = made.statements.map((statement) => {
      const once = commands.find(({ id }) => id === made.once.get(statement));
      return { kind: 'statement' as const, item: statement.text, statement, ...(once !== undefined && { once }) };
    });
    const files = memoryReferenceFiles({});
    await record.start(commands.filter(({ id }) => made.needless.includes(id)));
    const ended = await runDeployment(steps, { database: world, store, paths, clock, files, guard, progress, record });
    if (ended.every(({ outcome }) => outcome.kind === 'done')) await record.finish();
    return ended;
  }

  return {
    sent,
    store,
    restores,
    undone,
    /** The table is there from now on. */
    put: (name: string) => {
      database.put(name, pairColumns, []);
      script.push(`.create-merge table ${name} (a: string, b: long)`);
    },
    /** The next time that this command is sent, it meets this. */
    fail: (text: string, problem: Problem) => void waiting.set(text, problem),
    plan: async (...texts: readonly string[]) => (await plan(texts)).document,
    async deploy(texts: readonly string[], resume: Resume = 'auto', file = 's.kql') {
      const commands = recordedCommands(undefined, statementsOf(texts, file), world.name);
      const record = await openRecord(commands, resume, [file]);
      if (record.unanswered.length > 0) return { problems: record.unanswered, ended: [], leftOut: [] };
      const made = await plan(texts, record.ran, file);
      return { problems: [], ended: await run(made, { commands, record }), leftOut: made.leftOut };
    },
    async deployPlan(document: PlanDocument, resume: Resume = 'auto') {
      const commands = recordedCommands(document, [], world.name);
      const record = await openRecord(commands, resume);
      refuseRanCommands(document, record.standing);
      return run(approvedPlan(document, await observeTables(world.read, world.name)), { commands, record });
    },
  };
}

/** What became of each step. */
export const kindsOf = (ended: readonly EndedStep[]) => ended.map(({ outcome }) => outcome.kind);
