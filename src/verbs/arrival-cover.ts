import { problemError } from '../domain/problem.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type ArrivalCover, leaveArrivals, topUpArrivals } from '../procedures/cover-arrivals.ts';
import { takeSnapshot, type WantedSnapshot } from '../procedures/take-snapshot.ts';
import { tellFindings } from './findings.ts';
import { usualSliceRows } from './inputs.ts';
import type { World } from './world.ts';

/** What a deployment does about rows that arrive between a snapshot and a loss. */
export const arrivals = {
  'cover-arrivals': {
    type: 'switch',
    config: 'value',
    describe:
      'Where nothing stands against a command that loses data but rows that arrived since the snapshot, take a top-up of its tables, before the first command and right before it, up to three times; without it such a command is refused',
  },
  'allow-gap-rows': {
    type: 'count',
    describe:
      'With cover-arrivals: how many rows of busy tables may be lost for good, since they arrived after the third top-up and no snapshot holds them; counted over all tables of one database in one run; none when it is not given',
  },
} as const;

interface Request {
  readonly 'cover-arrivals': boolean;
  readonly 'allow-gap-rows': number | undefined;
}

/** As `snapshot --tables T --top-up <base>` asks, so that either goes on with what the other left unfinished. */
export function askedOf(base: string, tables: readonly string[]): SnapshotPlan['asked'] {
  return { tables: [...tables], sliceRows: usualSliceRows, topUp: base, baseCheck: 'counts' };
}

/** Rejects where the inputs do not fit together. */
export function openArrivalCover(
  request: Request,
  {
    world,
    ...place
  }: {
    readonly world: World;
    readonly database: Database;
    readonly store: SnapshotStore;
    readonly paths: SnapshotPaths;
  },
): ArrivalCover {
  const { 'cover-arrivals': isWanted, 'allow-gap-rows': allowed } = request;
  if (!isWanted && allowed !== undefined) {
    throw problemError({
      code: 'input',
      summary: `allow-gap-rows says ${allowed}, and rows are let through only after top-ups, which cover-arrivals takes.`,
      next: 'Add cover-arrivals, or leave out allow-gap-rows.',
    });
  }
  if (!isWanted) return leaveArrivals();
  const { clock, progress, self, toolVersion } = world;
  const taking = { ...place, parquet: world.openParquet(place.store), clock, progress, self, toolVersion };
  return topUpArrivals({
    progress,
    allowedRows: BigInt(allowed ?? 0),
    async takeTopUp(base, tables) {
      const tell = (findings: Parameters<typeof tellFindings>[0]) => tellFindings(findings, progress);
      const wanted: WantedSnapshot = { asked: askedOf(base, tables), mode: 'usual', resume: 'auto', retries: 0, tell };
      return (await takeSnapshot(wanted, taking)).snapshotId;
    },
  });
}
