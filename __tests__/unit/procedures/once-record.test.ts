import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import type { OperationId } from '../../../src/domain/names.ts';
import { type Problem, problemError } from '../../../src/domain/problem.ts';
import { onceRecordPath } from '../../../src/domain/snapshot/paths.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database, OperationState } from '../../../src/ports/database.ts';
import { createLossGuard, judgeStatement, observeTables } from '../../../src/procedures/guard-losses.ts';
import { type OnceRecord, openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import { planDeployment } from '../../../src/procedures/plan-deployment.ts';
import { type EndedStep, runDeployment } from '../../../src/procedures/run-deployment.ts';
import { recordedCommands } from '../../../src/verbs/recorded-commands.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

const first = '.append T with (tags="[]") <| print a = "x"';
const second = '.append T with (tags="[]") <| print a = "y"';
const third = '.create-merge table Z (n: long)';

const refused: Problem = { code: 'service', summary: 'No.', transient: false };
const broken: Problem = { code: 'service', summary: 'The connection broke.', transient: true };

/** Deployments of files with these commands, one after another; `answers` are the problems that commands meet, each once. */
async function open(
  answers: readonly (readonly [string, Problem])[] = [],
  operation?: () => Promise<readonly OperationState[]>,
) {
  const { database, store } = await saveTable([['x', '1']]);
  const clock = memoryClock();
  const waiting = new Map(answers);
  const sent: string[] = [];
  const restores: RestoreRecord[] = [];
  const world: Database = {
    ...database,
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
  return {
    sent,
    store,
    restores,
    async deploy(texts: readonly string[], resume: Resume = 'auto', file = 's.kql') {
      const statements = texts.map((text, index) => ({
        text,
        index,
        at: { file, line: index + 1 },
        reading: readStatement(text),
      }));
      const commands = recordedCommands(undefined, statements, world.name);
      const record = await openOnceRecord({ store, paths, clock }, { commands, resume, restores });
      if (record.unanswered.length > 0) return { problems: record.unanswered, ended: [], leftOut: [] };
      const live = await observeTables(world.read, world.name);
      const request = { statements, referenceData: [], deletions: [], ran: record.ran };
      const made = await planDeployment(request, world, live);
      const guard = createLossGuard([], { read: world.read, observe: database.observe, store, paths, clock });
      const steps = made.statements.map((statement) => {
        const command = commands.find(({ id }) => id === made.once.get(statement));
        return {
          kind: 'statement' as const,
          item: statement.text,
          statement: judgeStatement(statement, live),
          ...(command !== undefined && { once: command }),
        };
      });
      const files = memoryReferenceFiles({});
      await record.start();
      const ended = await runDeployment(steps, {
        database: world,
        store,
        paths,
        clock,
        files,
        guard,
        progress,
        record,
      });
      await finishIfDone(record, ended, file);
      return { problems: [], ended, leftOut: made.leftOut };
    },
  };
}

async function finishIfDone(record: OnceRecord, ended: readonly EndedStep[], file: string): Promise<void> {
  if (ended.every(({ outcome }) => outcome.kind === 'done')) await record.finish(new Set([file]));
}

const kinds = (ended: readonly EndedStep[]) => ended.map(({ outcome }) => outcome.kind);

test('What ran is not run again when the deployment goes on, and runs again in the next one', async () => {
  const { sent, deploy } = await open([[second, refused]]);
  expect(kinds((await deploy([first, second, third])).ended)).toEqual(['done', 'failed', 'not-attempted']);
  const mended = second.replace('y', 'z');
  const went = await deploy([first, mended, third]);
  expect(went.leftOut).toEqual([{ at: { file: 's.kql', line: 1 }, why: expect.stringContaining('it ran at') }]);
  expect(kinds(went.ended)).toEqual(['done', 'done']);
  expect(sent).toEqual([first, second, mended, third]);
  await deploy([first, mended]);
  expect(sent.slice(4)).toEqual([first, mended]);
});

test('The same text that stands twice ran as often as it ran', async () => {
  const { sent, deploy } = await open([[second, refused]]);
  await deploy([first, second, first]);
  await deploy([first, first]);
  expect(sent).toEqual([first, second, first]);
});

test.each([
  ['ran', []],
  ['did-not-run', [second]],
  ['anew', [first, second]],
] as const)('A command whose answer was lost is asked about, and goes on as resume %s says', async (resume, again) => {
  const { sent, deploy } = await open([[second, broken]]);
  const stopped = await deploy([first, second, third]);
  expect(stopped.ended[1]?.outcome).toMatchObject({
    kind: 'failed',
    problem: { code: 'unknown', summary: expect.stringContaining(second), next: expect.stringContaining('resume') },
  });
  const asked = await deploy([first, second, third]);
  expect(asked.problems).toMatchObject([{ code: 'unknown', summary: expect.stringContaining('s.kql:2') }]);
  expect(sent).toEqual([first, second]);
  await deploy([first, second, third], resume);
  expect(sent.slice(2)).toEqual([...again, third]);
  await deploy([first]);
  expect(sent.at(-1)).toBe(first);
});

test('The deployment of other files neither runs nor forgets what ran here', async () => {
  const { sent, deploy } = await open([[second, refused]]);
  await deploy([first, second]);
  await deploy(['.append T <| print a = "o"'], 'auto', 'other.kql');
  await deploy([first]);
  expect(sent.filter((text) => text === first)).toHaveLength(1);
});

test('Intent is stored before the command is sent', async () => {
  const { store, deploy } = await open([[first, broken]]);
  await deploy([first]);
  expect(JSON.parse((await store.read(onceRecordPath(paths)))?.body ?? '')).toMatchObject({
    commands: [{ state: 'begun', file: 's.kql' }],
  });
});
