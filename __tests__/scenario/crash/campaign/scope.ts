import type { SeededRandom } from '../../../fixtures/seeded-random.ts';
import type { PlannedTable, SeedPlan } from './seed-plan.ts';

/** Which tables a restore brings back. `beside`: all of them, under other names; the live ones are left alone, as are those that the others do not choose. */
export type Scope =
  | { readonly how: 'all' }
  | { readonly how: 'beside' }
  | { readonly how: 'by name' | 'by glob' | 'without the other'; readonly chosen: number };

type Scoped = Pick<SeedPlan, 'tables' | 'newerRows' | 'scope'>;

/** What is put beside the live tables cannot be undone. */
export function planScope(random: SeededRandom, of: { readonly tables: number; readonly isUndone: boolean }): Scope {
  const all: Scope = { how: 'all' };
  const beside: Scope = of.isUndone ? all : { how: 'beside' };
  if (of.tables === 1) return random.below(6) === 0 ? beside : all;
  const chosen = random.below(of.tables);
  const named = (['by name', 'by glob', 'without the other'] as const).map((how): Scope => ({ how, chosen }));
  return random.pick([all, all, all, beside, ...named]);
}

/** What the restore is asked for. */
export function restoreOf({ tables, newerRows, scope }: Scoped): readonly string[] {
  const names = tables.map(({ name }) => name);
  if (scope.how === 'beside') return ['restore', '--tables', names.join(','), '--as', besideName('{table}')];
  const asked = ['restore', '--newer-rows', newerRows];
  if (scope.how === 'all') return asked;
  const globs = {
    'by name': names[scope.chosen],
    'by glob': `* ${scope.chosen}`,
    'without the other': names.flatMap((name, index) => (index === scope.chosen ? [] : [`!${name}`])).join(','),
  };
  return [...asked, '--tables', globs[scope.how] ?? ''];
}

/** Whether the restore replaces the table. */
export function isReplaced(table: PlannedTable, { tables, scope }: Scoped): boolean {
  if (scope.how === 'beside') return false;
  return scope.how === 'all' || tables[scope.chosen] === table;
}

export function besideName(table: string): string {
  return `${table} beside`;
}
