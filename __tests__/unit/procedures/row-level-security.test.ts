import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database } from '../../../src/ports/database.ts';
import type { DatabaseObserver } from '../../../src/ports/database-observer.ts';
import type { Admitted, RowSecurity } from '../../../src/ports/database-security.ts';
import { admit } from '../../../src/procedures/admit-runner.ts';
import { judgeSecured } from '../../../src/procedures/judge-secured.ts';
import { otherSecurity, secureSwapped } from '../../../src/procedures/secure-swapped.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const policy = '.alter table T policy row_level_security enable "T | where n == 1"';
const changed = '.alter table T policy row_level_security enable "T"';
const [stage, old] = ['kr_stage_0000000a_0', 'kr_old_0000000a_0'];
const runner = { principal: 'aadapp=me;here' };
const ours: RowSecurity = { kind: 'own', of: stage, admitted: runner };

/** After a swap, or before it: the names of tables and what each has of row level security; T gets its own by its command. */
function after(
  policies: Readonly<Record<string, RowSecurity>>,
  { ids = { T: 'B', [old]: 'A' }, fails = [], script = [policy] }: More = {},
) {
  const has = new Map(Object.entries(policies));
  const sent: string[] = [];
  const memory = memoryDatabase(memoryStore());
  const problems = [...fails];
  const database: Database = {
    ...memory,
    read: { ...memory.read, tableIds: async () => new Map(Object.entries(ids)), schemaScript: async () => script },
    security: {
      ...memory.security,
      principal: async () => runner.principal,
      rowSecurity: async (table) => has.get(table) ?? { kind: 'none' },
      admit: async (table, admitted) => {
        sent.push(`${table} admits ${admitted === 'nobody' ? admitted : admitted.principal}`);
        has.set(table, { kind: 'own', of: table, admitted });
      },
    },
    change: {
      ...memory.change,
      run: async (command) => {
        sent.push(command);
        const problem = problems.shift();
        if (problem?.code !== 'service' || problem.summary !== 'lost') if (problem) throw problemError(problem);
        has.set('T', { kind: 'other' });
        if (problem) throw problemError(problem);
        return {};
      },
    },
  };
  return { world: { database, clock: memoryClock() }, sent };
}
interface More {
  readonly ids?: Readonly<Record<string, string>>;
  readonly fails?: readonly Problem[];
  readonly script?: readonly string[];
}

const record: RestoreRecord = {
  formatVersion: 1,
  runId: '0000000a',
  owner: '',
  snapshotId: 's',
  startedAt: '',
  phase: 'swapping',
  tables: [
    {
      name: 'T',
      index: 0,
      liveTableId: 'A',
      stageTableId: 'B',
      cursor: null,
      round: 1,
      newerRows: 'discard',
      security: policy,
    },
  ],
};

test('after the swap the live name has its policy again before anything else, and what was replaced shows its rows to nobody', async () => {
  const { world, sent } = after({ T: ours, [old]: { kind: 'other' } });
  expect([...(await secureSwapped(record, world))]).toEqual([[0, []]]);
  expect(sent).toEqual([policy, `${old} admits nobody`]);
  expect([...(await secureSwapped(record, world))]).toEqual([[0, []]]);
  expect(sent).toHaveLength(2);
});

test('the policy that another principal or an undo has left on the live name is known as one of ours', async () => {
  const others: readonly RowSecurity[] = [
    { kind: 'own', of: stage, admitted: { principal: 'aaduser=other;here' } },
    { kind: 'own', of: 'kr_old_0000000b_3', admitted: runner },
    { kind: 'own', of: 'kr_old_0000000b_3', admitted: 'nobody' },
  ];
  for (const one of others) {
    const { world, sent } = after({ T: one });
    await secureSwapped(record, world);
    expect(sent[0]).toBe(policy);
  }
});

test('before the swap, and for tables of other identities, nothing is set', async () => {
  const { world, sent } = after({ T: { kind: 'other' }, [stage]: ours }, { ids: { T: 'A', [stage]: 'B' } });
  expect([...(await secureSwapped(record, world))]).toEqual([]);
  expect(sent).toEqual([]);
});

test('a transient failure is tried again, and so is a lost answer looked at; what fails for good says that nobody can read the table', async () => {
  const busy: Problem = { code: 'service', summary: 'busy', transient: true };
  const lost: Problem = { code: 'service', summary: 'lost', transient: true };
  const again = after({ T: ours }, { fails: [busy, busy] });
  await secureSwapped(record, again.world);
  expect(again.sent).toEqual([policy, policy, policy, `${old} admits nobody`]);
  const gone = after({ T: ours }, { fails: [lost] });
  await secureSwapped(record, gone.world);
  expect(gone.sent).toEqual([policy, `${old} admits nobody`]);
  const refused = after({ T: ours }, { fails: [{ code: 'sign-in', summary: 'No.' }] });
  await expect(secureSwapped(record, refused.world)).rejects.toMatchObject({
    problems: [
      expect.objectContaining({ summary: expect.stringContaining('ends in an error for everybody'), detail: policy }),
      expect.anything(),
    ],
  });
});

test.each([
  ['another', { kind: 'other' }, [changed]],
  ['none', { kind: 'none' }, []],
] as const)('where somebody has set %s on the live name since, it is left and told', async (_, seen, script) => {
  const { world, sent } = after({ T: seen, [old]: { kind: 'own', of: old, admitted: 'nobody' } }, { script });
  const told = await secureSwapped(record, world);
  expect(told.get(0)).toEqual([expect.objectContaining({ code: 'difference' })]);
  expect(sent).toEqual([]);
});

test('a policy that was changed, set or taken off while the restore ran is told', () => {
  expect(otherSecurity(record, [policy])).toEqual([]);
  for (const script of [[], [changed]])
    expect(otherSecurity(record, script)).toEqual([expect.objectContaining({ code: 'refused' })]);
  const plain = { ...record, tables: record.tables.map(({ security: _, ...one }) => one) };
  expect(otherSecurity(plain, [])).toEqual([]);
  expect(otherSecurity(plain, [policy])).toHaveLength(1);
});

test('a policy that does not read back as it was set is refused', async () => {
  const { world } = after({});
  const deaf = { ...world.database.security, admit: async () => undefined };
  await expect(admit(stage, runner, { security: deaf })).rejects.toMatchObject({ problems: [{ code: 'refused' }] });
  const wrong: readonly Admitted[] = [{ principal: 'aadapp=other;here' }, 'nobody'];
  for (const admitted of wrong) {
    const { world: there, sent } = after({ [stage]: { kind: 'own', of: stage, admitted } });
    await admit(stage, runner, there.database);
    expect(sent).toEqual([`${stage} admits ${runner.principal}`]);
  }
});

test('a live table is judged by what its extents hold; fewer rows are a difference, and what is not told is unknown', async () => {
  const held = (totals: Awaited<ReturnType<DatabaseObserver['extentTotals']>>) => ({
    observe: { extentTotals: async () => totals },
  });
  const of = (rows: bigint, deletedRows: bigint) => held(new Map([['T', { rows, deletedRows }]]));
  expect(await judgeSecured('T', 3n, of(3n, 0n))).toEqual([]);
  expect(await judgeSecured('T', 3n, of(5n, 1n))).toEqual([]);
  expect(await judgeSecured('T', 3n, of(3n, 1n))).toEqual([expect.objectContaining({ code: 'difference' })]);
  expect(await judgeSecured('T', 3n, held(new Map()))).toEqual([expect.objectContaining({ code: 'difference' })]);
  expect(await judgeSecured('T', 0n, held(new Map()))).toEqual([]);
  const closed = { extentTotals: () => Promise.reject(problemError({ code: 'sign-in', summary: 'No.' })) };
  expect(await judgeSecured('T', 3n, { observe: closed })).toEqual([expect.objectContaining({ code: 'unknown' })]);
});
