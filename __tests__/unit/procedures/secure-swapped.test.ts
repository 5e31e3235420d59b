import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database } from '../../../src/ports/database.ts';
import type { RowSecurity } from '../../../src/ports/database-security.ts';
import { secureSwapped } from '../../../src/procedures/secure-swapped.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const tables = ['A', 'B', 'C'];
const policy = (table: string) => `.alter table ${table} policy row_level_security enable "${table} | where n == 1"`;
const stage = (table: string) => `kr_stage_0000000a_${tables.indexOf(table)}`;
const old = (table: string) => `kr_old_0000000a_${tables.indexOf(table)}`;
const record: RestoreRecord = {
  formatVersion: 1,
  runId: '0000000a',
  owner: '',
  snapshotId: 's',
  startedAt: '',
  phase: 'swapping',
  tables: tables.map((name, index) => ({
    name,
    index,
    liveTableId: `was-${name}`,
    stageTableId: `new-${name}`,
    cursor: null,
    round: 1,
    newerRows: 'discard',
    security: policy(name),
  })),
};
const refused: Problem = { code: 'service', summary: 'The function of the policy is gone.' };

/** Three tables right after their swap; what is asked of a table fails as told. */
function swapped(fails: Partial<Record<'read' | 'set' | 'ids', { readonly of: string; readonly problem: Problem }>>) {
  const has = new Map<string, RowSecurity>(
    tables.map((name) => [name, { kind: 'own', of: stage(name), admitted: { principal: 'aadapp=me;here' } }]),
  );
  const set: string[] = [];
  let scripts = 0;
  const failIf = (what: keyof typeof fails, table: string): void => {
    if (fails[what]?.of === table) throw problemError(fails[what].problem);
  };
  const memory = memoryDatabase(memoryStore());
  const database: Database = {
    ...memory,
    read: {
      ...memory.read,
      tableIds: async () => {
        failIf('ids', '');
        return new Map(tables.flatMap((name) => [[name, `new-${name}`] as const, [old(name), `was-${name}`] as const]));
      },
      schemaScript: async () => {
        scripts += 1;
        return tables.map(policy);
      },
    },
    security: {
      ...memory.security,
      principal: async () => 'aadapp=me;here',
      rowSecurity: async (table) => {
        failIf('read', table);
        return has.get(table) ?? { kind: 'none' };
      },
      admit: async (table, admitted) => {
        has.set(table, { kind: 'own', of: table, admitted });
        set.push(table);
      },
    },
    change: {
      ...memory.change,
      run: async (command) => {
        const table = tables.find((name) => command === policy(name)) ?? '';
        failIf('set', table);
        has.set(table, { kind: 'other' });
        set.push(table);
        return {};
      },
    },
  };
  return { world: { database, clock: memoryClock() }, set, scripts: () => scripts };
}

test('a policy that cannot be set, or not be looked at, keeps no other table closed, and each is told with the command that opens it', async () => {
  for (const [what, told] of [
    ['set', /B is restored, but its row level security could not be set again/],
    ['read', /Whether B has its row level security again after the swap is not known/],
  ] as const) {
    const { world, set } = swapped({ [what]: { of: 'B', problem: refused } });
    const ended = secureSwapped(record, world);
    await expect(ended).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ summary: expect.stringMatching(told), detail: policy('B') }),
        expect.objectContaining(refused),
      ]),
    });
    expect(set).toEqual(['A', 'C', ...tables.map(old)]);
  }
});

test('kept contents that cannot be closed leave no other ones open', async () => {
  const { world, set } = swapped({ read: { of: old('A'), problem: refused } });
  await expect(secureSwapped(record, world)).rejects.toMatchObject({ problems: [refused] });
  expect(set).toEqual([...tables, old('B'), old('C')]);
});

test('where nothing can be looked at after the swap, every table whose policy may be missing is told with its command', async () => {
  const { world } = swapped({ ids: { of: '', problem: { code: 'unreachable', summary: 'Gone.' } } });
  await expect(secureSwapped(record, world)).rejects.toMatchObject({
    problems: [{ code: 'unreachable' }, ...tables.map((name) => ({ code: 'unknown', detail: policy(name) }))],
  });
});

test('the end of the process is not waited out', async () => {
  const { world, set } = swapped({ set: { of: 'B', problem: { code: 'cancelled', summary: 'Stopped.' } } });
  await expect(secureSwapped(record, world)).rejects.toMatchObject({
    problems: [{ detail: policy('B') }, { code: 'cancelled' }],
  });
  expect(set).toEqual(['A']);
});

test('the schema script is read once, whatever the number of tables', async () => {
  const { world, scripts } = swapped({});
  expect([...(await secureSwapped(record, world))]).toEqual(tables.map((_, index) => [index, []]));
  expect(scripts()).toBe(1);
});
