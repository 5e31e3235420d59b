import { topUpArrivals } from '../../../src/procedures/cover-arrivals.ts';
import type { LossGuard, LossRequest } from '../../../src/procedures/guard-losses.ts';

const clearing = (table: string): LossRequest => ({
  loss: { kind: 'loses-data', tables: [table], what: 'clears the table' },
  text: `.clear table ${table} data`,
  at: { file: 's.kql', line: 3 },
});

/** However often they are covered, so many rows arrive in every table. */
function busyGuard(rows: bigint): LossGuard {
  return {
    async check({ loss, text }, onArrivals) {
      const tables = loss.kind === 'loses-data' ? loss.tables : [];
      const arrivals = tables.map((table) => ({ table, rows, snapshotId: 'top-up', base: 'base' }));
      for (;;) {
        const answer = await onArrivals?.(arrivals);
        if (answer === 'look-again') continue;
        return answer === 'let-through' ? undefined : { code: 'not-covered', summary: text, ...next(answer) };
      }
    },
    spared: () => new Set(),
    passed: () => undefined,
  };
}

const next = (answer: { readonly next: (line: string) => string } | undefined) =>
  answer === undefined ? {} : { next: answer.next('') };

/** What stands against these losses right before the first command, of which each meets five rows. */
async function problemsOf(allowedRows: bigint, ...requests: readonly LossRequest[]) {
  const progress = { note: () => undefined, warn: () => undefined };
  const cover = topUpArrivals({ allowedRows, progress, takeTopUp: async () => 'top-up' });
  const guard = busyGuard(5n);
  for (const request of requests) await cover.judging(guard).check(request);
  const problems = await cover.coverAwaited(guard);
  expect(cover.gaps).toEqual([]);
  return problems;
}

test('losses whose rows come to more than is allowed are refused before the first of them', async () => {
  expect(await problemsOf(5n, clearing('A'), clearing('B'))).toEqual([
    expect.objectContaining({
      summary: '.clear table B data',
      next: expect.stringContaining('No more than 5 are allowed by allow-gap-rows.'),
    }),
  ]);
  expect(await problemsOf(9n, clearing('A'), clearing('B'))).toHaveLength(1);
  expect(await problemsOf(10n, clearing('A'), clearing('B'))).toEqual([]);
});

test('one command counts once, two commands on one table twice, as when they run', async () => {
  expect(await problemsOf(5n, clearing('A'), clearing('A'))).toEqual([]);
  expect(await problemsOf(5n, clearing('A'), { ...clearing('A'), text: '.drop column A.a' })).toHaveLength(1);
});
