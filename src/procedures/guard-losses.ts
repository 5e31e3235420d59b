import type { Bound, Populations } from '../domain/cursor-bound.ts';
import { judgeLoss, type LiveTables, type Loss, whyHarmless } from '../domain/kql/loss.ts';
import { madeSince } from '../domain/kql/loss-made.ts';
import { judgeSaid, type SaidHarmless } from '../domain/kql/said-harmless.ts';
import { derivedTables, policiesByTable, tablesWithHiddenRows, viewsOf } from '../domain/kql/schema-script.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, ProblemError, type SourcePosition } from '../domain/problem.ts';
import { readLiveModel } from '../domain/schema/live-model.ts';
import { partsOf } from '../domain/schema/model.ts';
import { type QuarantineWay, reversibleForm } from '../domain/schema/quarantine.ts';
import { ownersByFunction } from '../domain/schema/uses.ts';
import { judgeViewChange } from '../domain/schema/view-loss.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { countRows } from './count-rows.ts';
import { type Arrivals, type CoverageWorld, findCoverage } from './find-coverage.ts';
import { type ExpiringObserver, findExpiring, tellExpiring } from './find-expiring.ts';
import { type ExtentObserver, lookBeneath, type Seen } from './look-beneath.ts';
import {
  askForSnapshot,
  letItSee,
  type Obstacle,
  refuseArrivals,
  refuseForGood,
  rowsAreHidden,
  showObstacles,
} from './loss-problems.ts';
import type { ReadStatement } from './read-repository.ts';

/** A command to run, and what it does to the data that is there. */
export interface JudgedStatement extends PlainStatement {
  readonly loss: Loss;
  /** Present where that is done in place of the command. */
  readonly quarantine?: PlannedQuarantine | undefined;
  readonly harmless?: SaidHarmless | undefined;
}

/** What is put aside in place of being lost. */
export interface PlannedQuarantine {
  readonly way: QuarantineWay;
  readonly tables: readonly string[];
  readonly days: number;
  /** The query of the extents that are moved; absent where all are. */
  readonly extents?: string;
}

export interface PlainStatement extends Pick<ReadStatement, 'text' | 'reading'> {
  /** Absent for what stands in no file. */
  readonly at?: SourcePosition | undefined;
  /** Present where the plan says to put aside what it loses, for so many days. */
  readonly quarantineDays?: number | undefined;
  /** Beginnings of commands of which the user says that they lose no rows. */
  readonly said?: readonly string[] | undefined;
  /** Why it runs, as the plan has it. */
  readonly reason?: string | undefined;
}

/** The database as it is at this moment, as statements are judged against it; the tool's own tables are among the others. Without its name, commands on a database may mean another. */
export async function observeTables(read: DatabaseReader, database?: string): Promise<LiveTables> {
  const [tables, script] = await Promise.all([read.tables(), read.schemaScript()]);
  const names = tables.map(({ name }) => name);
  const [derived, policies] = [derivedTables(script, names), policiesByTable(script)];
  const { model } = readLiveModel(script, database ?? '');
  const describe = ({ name, tableId, columns, softDeletePeriod }: LiveTable) => ({
    id: tableId,
    columns,
    derived: derived.get(name) ?? [],
    policies: policies.get(name) ?? new Map<string, string>(),
    ...(softDeletePeriod === undefined ? {} : { retentionSoftDelete: softDeletePeriod }),
  });
  return {
    ...(database !== undefined && { database }),
    views: viewsOf(script),
    viewFacets: new Map(
      [...model].flatMap(([key, facets]) => {
        const { kind, name } = partsOf(key);
        return kind === 'materialized-view' ? [[name, facets] as const] : [];
      }),
    ),
    secured: ownersByFunction(model, 'row_level_security'),
    tables: new Map(tables.map((table) => [table.name, describe(table)])),
  };
}

export function judgeStatement(statement: PlainStatement, live: LiveTables): JudgedStatement {
  const loss = judgeViewChange(statement, live) ?? judgeLoss(statement.reading, live);
  const harmless = judgeSaid({ ...statement, loss }, statement.said ?? []);
  return { ...statement, loss, quarantine: quarantineOf(statement, loss), harmless };
}

function quarantineOf(statement: PlainStatement, loss: Loss): PlannedQuarantine | undefined {
  const { quarantineDays: days } = statement;
  if (days === undefined || loss.kind !== 'loses-data') return undefined;
  const form = reversibleForm(statement, loss.tables);
  if (form.kind === 'none') return undefined;
  const { way, tables, extents } = form;
  return { way, tables, days, ...(extents !== undefined && { extents }) };
}

/** The statement judged by what is there now: earlier statements and other hands may have changed what the first judgement saw. `before` is what was there when the run began; without it nothing counts as made since. */
export async function judgeAgain(
  statement: JudgedStatement,
  read: DatabaseReader,
  database?: string,
  before?: LiveTables,
): Promise<JudgedStatement> {
  if (whyHarmless(statement.reading) !== undefined) return statement;
  const live = await observeTables(read, database);
  return judgeStatement(statement, before === undefined ? live : { ...live, made: madeSince(before, live) });
}

/** What asks to be let through, and where the user said it. */
export interface LossRequest {
  readonly loss: Loss;
  /** As the user wrote it; for the message. */
  readonly text: string;
  readonly at?: SourcePosition | undefined;
  /** Rows that replace those of a table; absent for a statement. */
  readonly rows?: { readonly table: string; readonly contents: string };
  /** Present where it is put aside in place of being lost. */
  readonly quarantine?: PlannedQuarantine | undefined;
  /** Absent where nothing is said of it and nothing can be. */
  readonly harmless?: SaidHarmless | undefined;
}

/**
 * What becomes of a loss against which nothing stands but rows that arrived since a snapshot: it is judged anew, it is let through, or it is refused, and
 * `next` says what to do, given the command that takes a snapshot.
 */
export type OnArrivals = (
  arrivals: readonly Arrivals[],
) => Promise<'look-again' | 'let-through' | { readonly next: (snapshotLine: string) => string }>;

/** Lets what loses data through, or says why not. */
export interface LossGuard {
  /** Undefined when it may run now. Asks the engine, at this moment; without `onArrivals` rows that arrived are refused. */
  check(request: LossRequest, onArrivals?: OnArrivals): Promise<Problem | undefined>;
  /** Tables of the loss in which the last check of this very request found nothing as old as what it deletes; empty where none was checked so. */
  spared(request: LossRequest): ReadonlySet<string>;
  /** To be called after it ran: its tables are no longer what the snapshot was taken of, by our own hand. */
  passed(loss: Loss): void;
}

type LosesData = Extract<Loss, { readonly kind: 'loses-data' }>;

interface CoveredRows {
  readonly tableId: string;
  readonly bound: Bound;
  readonly atCursor: bigint;
  readonly untimed: bigint;
}

export interface GuardWorld extends CoverageWorld {
  readonly observe: ExtentObserver & ExpiringObserver;
  /** The command with which a user takes a snapshot of these tables of this database; without it one that names the tables only. */
  readonly snapshotLine?: (tables: readonly string[]) => string;
}

/**
 * A table that was covered before this run's first loss stays covered for the losses that follow on it, as long as no row arrives: the snapshot holds
 * all that was there. A row that arrives may carry an old ingestion time, so that count may not grow, and rows without any are not told apart. What is no table, a view or an external
 * table, is never covered, and no more is a table of the tool's own: no snapshot holds it, and it may hold the only copy of what a restore put
 * aside. Nor is one whose extents hold more rows than queries see, or cannot be read, or which has row level security, past which nobody counts. What the user says to be harmless,
 * where that is for a user to say, needs no cover, and no more does what deletes only rows of a certain age where none is that old. `before` are the names of the tables before the run.
 */
export function createLossGuard(before: Iterable<string>, world: GuardWorld): LossGuard {
  const known = new Set(before);
  const { snapshotLine = (tables) => `kusto-rebuild snapshot --tables ${tables.join(',')}` } = world;
  const covered = new Map<string, CoveredRows>();
  const changed = new Set<string>();
  const sparedBy = new WeakMap<LossRequest, ReadonlySet<string>>();

  /** What deletes by age is in nobody's way where nothing is that old. */
  async function findLoss(
    name: string,
    live: LiveTable | undefined,
    loss: LosesData,
  ): Promise<Obstacle | 'spared' | undefined> {
    const kind = live === undefined ? 'materialized-view' : 'table';
    const age = isOwnTable(name) ? undefined : loss.olderThan;
    const expiring = await findExpiring({ kind, name }, age, world.observe);
    if (expiring.kind === 'nothing') return 'spared';
    const obstacle = await findObstacle(name, live);
    return obstacle && { ...obstacle, why: `${obstacle.why}${tellExpiring(expiring)}` };
  }

  async function findObstacle(name: string, live: LiveTable | undefined): Promise<Obstacle | undefined> {
    if (live === undefined)
      return known.has(name)
        ? undefined
        : { why: `${name} is no table, and snapshots hold tables`, snapshotHelps: 'no' };
    const earlier = covered.get(name);
    const bound = await boundNow(live, earlier);
    const seen = await lookAt(name, () => countRows(world.read, live, bound));
    if ('obstacle' in seen) return seen.obstacle;
    const { populations, isEmpty } = seen;
    if (isEmpty) return undefined;
    if (isOwnTable(name))
      return { why: `${name} is a table of this tool, which no snapshot holds`, snapshotHelps: 'no' };
    if (earlier !== undefined && changed.has(name)) {
      const left = rowsLeft(earlier, populations);
      const why = findChange(earlier, { tableId: live.tableId, bound, populations, left });
      covered.set(name, { ...earlier, ...left });
      return why === undefined ? undefined : { why: `${name}: ${why} while the deployment ran`, snapshotHelps: 'yes' };
    }
    const coverage = await findCoverage(live, world);
    if (coverage.kind === 'not-covered')
      return { why: `${name}: ${coverage.why}`, snapshotHelps: 'yes', arrivals: coverage.arrivals };
    covered.set(name, { tableId: live.tableId, bound: coverage.bound, ...coverage.rows });
    return undefined;
  }

  async function lookAt(
    name: string,
    count: Parameters<typeof lookBeneath>[2],
  ): Promise<Exclude<Seen, { readonly why: string }> | { readonly obstacle: Obstacle }> {
    try {
      const seen = await lookBeneath(name, world.observe, count);
      return 'why' in seen ? { obstacle: { why: seen.why, snapshotHelps: 'no', next: letItSee } } : seen;
    } catch (error) {
      const isRefused = error instanceof ProblemError && error.problems.every(({ code }) => code === 'refused');
      if (!isRefused || !tablesWithHiddenRows(await world.read.schemaScript()).has(name)) throw error;
      return { obstacle: rowsAreHidden(name) };
    }
  }

  async function boundNow(live: LiveTable, earlier: CoveredRows | undefined): Promise<Bound> {
    if (live.ingestionTime === 'off') return { kind: 'whole-table' };
    return earlier?.bound ?? { kind: 'cursor', cursor: await world.read.cursor() };
  }

  async function findObstacles(request: LossRequest, loss: LosesData): Promise<readonly Obstacle[]> {
    const tables = new Map((await world.read.tables()).map((table) => [table.name, table]));
    const obstacles: Obstacle[] = [];
    const spared = new Set<string>();
    for (const name of loss.tables) {
      const found = await findLoss(name, tables.get(name), loss);
      if (found === 'spared') spared.add(name);
      else if (found !== undefined) obstacles.push(found);
    }
    sparedBy.set(request, spared);
    return obstacles;
  }

  async function look(
    request: LossRequest,
    loss: LosesData,
    onArrivals: OnArrivals,
  ): Promise<Problem | 'look-again' | undefined> {
    const obstacles = await findObstacles(request, loss);
    const final = obstacles.filter(({ snapshotHelps }) => snapshotHelps === 'no');
    if (final.length > 0)
      return refuseForGood(request, showObstacles(final), final.find(({ next }) => next !== undefined)?.next);
    if (obstacles.length === 0) return undefined;
    const arrivals = obstacles.flatMap((one) => one.arrivals ?? []);
    const answer = await (arrivals.length < obstacles.length ? refuseArrivals : onArrivals)(arrivals);
    if (answer === 'look-again') return answer;
    if (answer === 'let-through') return undefined;
    return askForSnapshot(request, answer.next(snapshotLine(loss.tables)), showObstacles(obstacles));
  }

  return {
    async check(request, onArrivals = refuseArrivals) {
      const { loss } = request;
      if (loss.kind === 'safe' || request.harmless?.kind === 'said') return undefined;
      if (loss.kind === 'unclear') return refuseForGood(request, 'in which tables cannot be told');
      for (;;) {
        const seen = await look(request, loss, onArrivals);
        if (seen !== 'look-again') return seen;
      }
    },
    spared: (request) => sparedBy.get(request) ?? new Set(),
    passed(loss) {
      if (loss.kind === 'loses-data') for (const table of loss.tables) changed.add(table);
    },
  };
}

type RowsLeft = Pick<CoveredRows, 'atCursor' | 'untimed'>;

/** As many rows of each kind as can be those that were covered. */
function rowsLeft(earlier: CoveredRows, { atCursor, untimed }: RowsLeft): RowsLeft {
  return {
    atCursor: atCursor < earlier.atCursor ? atCursor : earlier.atCursor,
    untimed: untimed < earlier.untimed ? untimed : earlier.untimed,
  };
}

/** What speaks against its rows being some of those that were covered; undefined for nothing. */
function findChange(
  earlier: CoveredRows,
  now: {
    readonly tableId: string;
    readonly bound: Bound;
    readonly populations: Populations;
    readonly left: RowsLeft;
  },
): string | undefined {
  if (now.bound.kind === 'whole-table') return 'no cursor tells which of its rows came';
  if (earlier.tableId !== now.tableId) return 'the table was replaced';
  const arrived = now.populations.total - now.left.atCursor - now.left.untimed;
  if (arrived !== 0n) return `${arrived} rows arrived`;
  return now.left.untimed === 0n ? undefined : 'nothing tells which of its rows without ingestion time came';
}
