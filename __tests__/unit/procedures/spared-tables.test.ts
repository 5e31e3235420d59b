import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import type { Database } from '../../../src/ports/database.ts';
import {
  createLossGuard,
  judgeStatement,
  type OnArrivals,
  observeTables,
} from '../../../src/procedures/guard-losses.ts';
import { judgeInTurn } from '../../../src/procedures/judge-in-turn.ts';
import { type DeploymentStep, type EndedStep, runDeployment } from '../../../src/procedures/run-deployment.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [['x', '1']];
const viewScript = [
  '.create-merge table T (a: string, b: long)',
  '.create materialized-view V on table T { T | summarize take_any(b) by a }',
];
const shorter = '.alter-merge table T policy retention softdelete = 30d';
const bothShorter = `.alter tables (T, Other) policy retention '{"SoftDeletePeriod": "30.00:00:00"}'`;
const policy = '.alter table T policy row_level_security enable "T | where b == 1"';

/** A table T that a snapshot covers, Other that none covers, and a view V; only the extents of `old` are older than any retention. */
async function open(old: readonly string[]) {
  const { database, store } = await saveTable(rows);
  database.put('Other', pairColumns, rows);
  const world: Database = {
    ...database,
    read: { ...database.read, schemaScript: async () => viewScript },
    observe: { ...database.observe, extentsOlderThan: async ({ name }) => (old.includes(name) ? 1n : 0n) },
    change: { ...database.change, run: async () => ({}) },
  };
  const clock = memoryClock();
  const guard = createLossGuard(database.names(), { ...world, store, paths, clock });
  const live = await observeTables(world.read, world.name);
  const judge = (text: string) =>
    judgeStatement({ text, reading: readStatement(text), at: { file: 's.kql', line: 3 } }, live);
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const record = { begin: async () => undefined, end: async () => undefined, restores: '' };
  const files = memoryReferenceFiles({});
  return {
    database,
    guard,
    judge,
    async run(text: string): Promise<EndedStep | undefined> {
      const step: DeploymentStep = { kind: 'statement', item: text, statement: judge(text) };
      const [ended] = await runDeployment([step], {
        ...{ database: world, store, paths, clock, guard, progress, record, files },
      });
      return ended;
    },
  };
}

test.each<readonly [string, readonly string[], readonly string[], string]>([
  [shorter, [], [], 'no row is that old: '],
  ['.alter-merge materialized-view V policy retention softdelete = 30d', [], [], 'no row is that old: '],
  [bothShorter, [], [], 'no row is that old: '],
  [shorter, ['T'], ['T'], 'covered: '],
  [bothShorter, ['T'], ['T'], 'covered, or no row is that old: '],
  ['.clear table T data', [], ['T'], 'covered: '],
])('%s, where extents of %j are old, changes the rows of %j', async (text, old, changed, note) => {
  const { run } = await open(old);
  expect(await run(text)).toMatchObject({ outcome: { kind: 'done', note: expect.stringContaining(note) }, changed });
});

test('after a retention that deletes nothing, rows that arrive can still be covered', async () => {
  const { database, guard, judge, run } = await open([]);
  const clear = judge('.clear table T data');
  expect(await guard.check(clear)).toBeUndefined();
  expect(await run(shorter)).toMatchObject({ changed: [] });
  database.put('T', pairColumns, rows, { stamp: 101n });
  const seen: Parameters<OnArrivals>[0][] = [];
  const onArrivals: OnArrivals = async (arrivals) => {
    seen.push(arrivals);
    return 'let-through';
  };
  expect(await guard.check(clear, onArrivals)).toBeUndefined();
  expect(seen).toMatchObject([[{ table: 'T', rows: 1n }]]);
});

test('what the last look spared is spared no longer than until the next', async () => {
  const old: string[] = [];
  const { guard, judge } = await open(old);
  const statement = judge(shorter);
  expect(guard.spared(statement)).toEqual(new Set());
  await guard.check(statement);
  expect(guard.spared(statement)).toEqual(new Set(['T']));
  old.push('T');
  await guard.check(statement);
  expect(guard.spared(statement)).toEqual(new Set());
});

test('behind row level security that is turned on before it, a shorter retention runs where no extent is that old', async () => {
  const refusalsOf = async (old: readonly string[], ...texts: readonly string[]) => {
    const { guard, judge } = await open(old);
    return [...(await judgeInTurn(texts.map(judge), guard)).values()];
  };
  expect(await refusalsOf([], policy, shorter)).toEqual([]);
  expect(await refusalsOf(['T'], shorter, policy)).toEqual([]);
  const behind = { code: 'refused', detail: expect.stringContaining('T has row level security by then') };
  expect(await refusalsOf(['T'], policy, shorter)).toEqual([expect.objectContaining(behind)]);
  expect(await refusalsOf([], policy, '.clear table T data')).toEqual([expect.objectContaining(behind)]);
});
