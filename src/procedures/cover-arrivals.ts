import type { Problem } from '../domain/problem.ts';
import type { Progress } from '../ports/progress.ts';
import type { Arrivals } from './find-coverage.ts';
import type { LossGuard, LossRequest, OnArrivals } from './guard-losses.ts';

/** What a deployment does about rows that arrived since the snapshot that covers a table in all else. */
export interface ArrivalCover {
  /** For the judgement before anything runs. Takes no snapshot, and lets through what one would cover. */
  readonly judging: (guard: LossGuard) => LossGuard;
  /** What was let through so, and for what rows. */
  readonly awaited: ReadonlyMap<LossRequest, readonly Arrivals[]>;
  /** Covers what was let through so, right before the first command; answers with what is not covered all the same. */
  readonly coverAwaited: (guard: LossGuard) => Promise<readonly Problem[]>;
  /** For the judgement right before each loss. `store` writes down what is lost though no snapshot holds it; called before that. */
  readonly running: (guard: LossGuard, store: (gap: Gap) => Promise<void>) => LossGuard;
  /** Ids of the snapshots that were taken, oldest first. */
  readonly topUps: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Rows that were lost though no snapshot holds them, as many as was allowed. */
export interface Gap {
  readonly request: LossRequest;
  readonly tables: readonly Arrivals[];
}

export interface TopUpWay {
  /** Takes a snapshot of these tables that adds to `base`, verified as any other, and answers with its id. */
  readonly takeTopUp: (base: string, tables: readonly string[]) => Promise<string>;
  /** How many rows all losses together may lose though no snapshot holds them. */
  readonly allowedRows: bigint;
  readonly progress: Pick<Progress, 'note' | 'warn'>;
}

/** How often the same loss is covered before it is refused. */
const mostTopUps = 3;

/** Leaves all of it to the user, who is told of the input that does it. */
export function leaveArrivals(): ArrivalCover {
  const leave = (guard: LossGuard) => withArrivals(guard, () => async () => ({ next: coverThem }));
  return { judging: leave, awaited: new Map(), coverAwaited: async () => [], running: leave, topUps: [], gaps: [] };
}

const coverThem = (snapshotLine: string): string =>
  `Say cover-arrivals, with which deploy takes a top-up itself, or take a snapshot first: ${snapshotLine}`;

/** Takes a top-up of exactly the tables in which rows arrived, and judges anew, at most three times; what arrives even then stops the loss, unless so many rows are allowed. */
export function topUpArrivals({ takeTopUp, allowedRows, progress }: TopUpWay): ArrivalCover {
  const awaited = new Map<LossRequest, readonly Arrivals[]>();
  const topUps: string[] = [];
  const gaps = new Map<string, Gap>();

  async function topUp(arrivals: readonly Arrivals[]): Promise<void> {
    for (const [base, tables] of tablesByBase(arrivals)) {
      const id = await takeTopUp(base, tables);
      topUps.push(id);
      progress.note(`snapshot ${id} tops up ${base}, since rows arrived in ${tables.join(', ')}`);
    }
  }

  /** `before` are the top-ups that were taken for it already. */
  const covering = (before: number, busy: OnArrivals): OnArrivals => {
    let taken = before;
    return async (arrivals) => {
      if (taken >= mostTopUps) return busy(arrivals);
      taken += 1;
      await topUp(arrivals);
      return 'look-again';
    };
  };

  /** With what the other losses take, by their key. */
  const isAllowed = (
    request: LossRequest,
    tables: readonly Arrivals[],
    taken: ReadonlyMap<string, Pick<Gap, 'tables'>>,
  ): boolean => {
    const others = [...taken].filter(([key]) => key !== keyOf(request)).map(([, gap]) => rowsIn(gap.tables));
    return others.reduce((sum, rows) => sum + rows, rowsIn(tables)) <= allowedRows;
  };
  const refuse = { next: (): string => busyTable(allowedRows) };

  return {
    awaited,
    topUps,
    get gaps() {
      return [...gaps.values()];
    },
    judging: (guard) =>
      withArrivals(guard, (request) => async (arrivals) => {
        awaited.set(request, arrivals);
        return 'let-through';
      }),
    async coverAwaited(guard) {
      if (awaited.size > 0) await topUp([...awaited.values()].flat());
      const problems: Problem[] = [];
      const foreseen = new Map<string, Pick<Gap, 'tables'>>();
      for (const request of awaited.keys()) {
        const busy: OnArrivals = async (tables) => {
          if (!isAllowed(request, tables, foreseen)) return refuse;
          foreseen.set(keyOf(request), { tables });
          return 'let-through';
        };
        const problem = await guard.check(request, covering(1, busy));
        if (problem !== undefined) problems.push(problem);
      }
      return problems;
    },
    running: (guard, store) =>
      withArrivals(guard, (request) =>
        covering(0, async (tables) => {
          if (!isAllowed(request, tables, gaps)) return refuse;
          const gap = { request, tables };
          await store(gap);
          gaps.set(keyOf(request), gap);
          progress.warn(tellGap(gap), request.at);
          return 'let-through';
        }),
      ),
  };
}

function withArrivals(guard: LossGuard, handlerFor: (request: LossRequest) => OnArrivals): LossGuard {
  return { ...guard, check: (request) => guard.check(request, handlerFor(request)) };
}

/** Each table once. */
function tablesByBase(arrivals: readonly Arrivals[]): ReadonlyMap<string, readonly string[]> {
  const byBase = new Map<string, Set<string>>();
  for (const { base, table } of arrivals) byBase.set(base, (byBase.get(base) ?? new Set()).add(table));
  return new Map([...byBase].map(([base, tables]) => [base, [...tables].sort()]));
}

/** Total of the rows that arrived. */
export function rowsIn(tables: readonly Arrivals[]): bigint {
  return tables.reduce((sum, { rows }) => sum + rows, 0n);
}

/** The same for what is asked twice. */
export function keyOf({ at, text }: Pick<LossRequest, 'at' | 'text'>): string {
  return JSON.stringify([at?.file, at?.line, at?.column, text]);
}

/** As a sentence. */
export function tellGap({ tables }: Pick<Gap, 'tables'>): string {
  const each = tables.map(({ table, rows, snapshotId }) => `${rows} of ${table} arrived after snapshot ${snapshotId}`);
  return `allow-gap-rows let through a loss of rows that no snapshot holds: ${each.join('; ')}.`;
}

function busyTable(allowedRows: bigint): string {
  const also = allowedRows === 0n ? '' : ` No more than ${allowedRows} are allowed by allow-gap-rows.`;
  return `Rows arrived during each of ${mostTopUps} top-ups.${also} Pause what ingests, and deploy again; or say with allow-gap-rows how many rows may be lost for good.`;
}
