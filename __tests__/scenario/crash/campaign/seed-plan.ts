import type { Cut } from '../../../fixtures/crash-proxy.ts';
import { randomOf, type SeededRandom } from '../../../fixtures/seeded-random.ts';
import { planScope, type Scope } from './scope.ts';

/** Rows of a table are told apart by `Id`; its rows in the snapshot are those up to `rowsInSnapshot`. */
export interface PlannedTable {
  readonly name: string;
  readonly kind: 'plain' | 'source-of-update-policy' | 'partly-untimed';
  /** Beside `Id:long` and `Note:string`. */
  readonly columns: readonly PlannedColumn[];
  /** Rows of each ingestion before the snapshot. */
  readonly batches: readonly number[];
  /** Rows that come after the snapshot and before the damage. */
  readonly newer: number;
  readonly damage: Damage;
}

export interface PlannedColumn {
  readonly name: string;
  readonly type: string;
  /** A value from the number `i` of a row. */
  readonly value: string;
}

export type Damage =
  | 'table dropped'
  | 'rows deleted'
  | 'table cleared'
  | 'column dropped'
  | 'column retyped'
  | 'contents replaced';

/** What goes wrong at one request of a run. */
export interface Disturbance {
  readonly what: 'client killed' | 'cluster killed';
  readonly at: number;
  readonly cut: Cut;
}

/** All that a seed decides. How work of several processes falls together is not among it. */
export interface SeedPlan {
  readonly seed: number;
  readonly tables: readonly PlannedTable[];
  readonly newerRows: 'keep' | 'discard';
  readonly scope: Scope;
  readonly snapshot: readonly Disturbance[];
  readonly restore: readonly Disturbance[];
  /** Present where the restore is undone. */
  readonly undo?: readonly Disturbance[];
  readonly faults: readonly PlannedFault[];
  /** Slots for loading. */
  readonly capacity: number;
  readonly cursorLagMs: number;
}

export interface PlannedFault {
  readonly kind: string;
  readonly command: string;
  readonly count: number;
  readonly probability: number;
  readonly seed: number;
  readonly amount: number;
}

const columnTypes: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['bool', 'iff(i % 3 == 0, bool(null), i % 2 == 0)'],
  ['int', 'iff(i % 7 == 0, int(null), toint(i * 31 % 1000 - 500))'],
  ['long', 'i * 1000000007'],
  ['real', 'i * 0.1'],
  ['decimal', 'todecimal(strcat(tostring(i), ".0125"))'],
  ['datetime', 'datetime(2020-01-02T03:04:05.1234567Z) + i * 1tick'],
  ['timespan', 'i * 1tick'],
  ['guid', 'toguid(strcat("3f2504e0-4f89-11d3-9a0c-0", tostring(10000000000 + i)))'],
  ['string', 'iff(i % 5 == 0, "", strcat("é\\"\\n,", tostring(i)))'],
  ['dynamic', 'bag_pack("a", i, "b", "x")'],
];

const names: readonly [string, ...string[]] = ['Orders', 'readings 2', 'Ünïcode', 'a.b-c', 'table'];

const faults: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['429', 'Query'],
  ['503', 'Query'],
  ['drop-after', 'Query'],
  ['503', 'IngestIntoTable'],
  ['drop-before', 'IngestIntoTable'],
  ['drop-after', 'IngestIntoTable'],
  ['fail-operation', 'IngestIntoTable'],
  ['lost-operation', 'IngestIntoTable'],
  ['drop-after', 'MoveExtents'],
  ['extent-merge', 'MoveExtents'],
  ['drop-before', 'RenameTables'],
  ['drop-after', 'RenameTables'],
  ['503', 'CreateMergeTable'],
  ['drop-after', 'ExportToStorage'],
  ['partial-export', 'ExportToStorage'],
];

const cuts: readonly [Cut, ...Cut[]] = ['before-answer', 'unsent', 'after-answer'];

/** The same for the same seed. */
export function planOf(seed: number): SeedPlan {
  const random = randomOf(seed);
  const newerRows = random.pick<SeedPlan['newerRows']>(['keep', 'keep', 'discard']);
  const tables = Array.from({ length: 1 + random.below(2) }, (_, index) => planTable(random, index, newerRows));
  const disturbances = (most: number, reach: number): Disturbance[] =>
    Array.from({ length: random.below(most + 1) }, () => ({
      what: random.below(4) === 0 ? 'cluster killed' : 'client killed',
      at: 1 + random.below(reach),
      cut: random.pick(cuts),
    }));
  // Rows that arrive after a restore have columns that a table without them cannot keep, so such an undo is refused.
  const undone: readonly Damage[] = ['rows deleted', 'table cleared', 'contents replaced'];
  const canBeUndone = tables.every(({ damage, kind }) => undone.includes(damage) && kind === 'plain');
  const isUndone = canBeUndone && random.below(3) === 0;
  const decided = {
    seed,
    newerRows,
    snapshot: disturbances(1, 60),
    restore: disturbances(3, 110),
    ...(isUndone ? { undo: disturbances(2, 70) } : {}),
    faults: Array.from({ length: random.below(4) }, () => planFault(random)),
    capacity: random.pick([1, 2, 12]),
    cursorLagMs: random.pick([0, 0, 0, 300]),
  };
  // Last, so that the rest of a seed is what it was.
  const drawn = newerRows === 'keep' ? tables.map((table) => maybeSource(random, table)) : tables;
  return { ...decided, tables: drawn, scope: planScope(random, { tables: tables.length, isUndone }) };
}

function maybeSource(random: SeededRandom, table: PlannedTable): PlannedTable {
  return random.below(2) === 0 ? { ...table, kind: 'source-of-update-policy' } : table;
}

/** Newer rows of it are kept only while nobody writes to it, since they must not be derived once more. */
export function isKeptSource({ kind }: PlannedTable, { newerRows }: Pick<SeedPlan, 'newerRows'>): boolean {
  return newerRows === 'keep' && kind === 'source-of-update-policy';
}

function planTable(random: SeededRandom, index: number, newerRows: SeedPlan['newerRows']): PlannedTable {
  // Which of them are sources is decided at the end; newer rows of the others cannot be kept, which a test of its own shows.
  const kind =
    newerRows === 'keep'
      ? 'plain'
      : random.pick<PlannedTable['kind']>(['plain', 'source-of-update-policy', 'partly-untimed']);
  const columns = Array.from({ length: 1 + random.below(4) }, (_, place) => {
    const [type, value] = random.pick(columnTypes);
    return { name: `c${place}`, type, value };
  });
  const damages: readonly [Damage, ...Damage[]] = [
    'table dropped',
    'rows deleted',
    'table cleared',
    'column dropped',
    // Nothing tells which newer rows such a command wrote anew, so that they are not kept; a test of its own shows that.
    newerRows === 'keep' ? 'table cleared' : 'contents replaced',
    ...(newerRows === 'discard' ? (['column retyped'] as const) : []),
  ];
  return {
    name: `${random.pick(names)} ${index}`,
    kind,
    columns,
    batches: Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(40)),
    newer: random.below(4),
    damage: random.pick(damages),
  };
}

function planFault(random: SeededRandom): PlannedFault {
  const [kind, command] = random.pick(faults);
  return {
    kind,
    command,
    count: 1 + random.below(2),
    probability: random.pick([0.1, 0.5, 1]),
    seed: random.below(1_000_000),
    amount: kind === 'partial-export' ? 1 : 0,
  };
}
