import { simulatedClock } from '../__tests__/fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../__tests__/fixtures/memory/snapshot-store.ts';
import { seededRandom } from '../__tests__/fixtures/seeded-random.ts';
import { usualSettings } from '../src/domain/export-settings.ts';
import type { Cursor, OperationId, SnapshotId } from '../src/domain/names.ts';
import type { PlannedTable } from '../src/domain/snapshot/plan.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { DatabaseExporter, ExportedFile, ExportRequest } from '../src/ports/database-exporter.ts';
import type { ParquetFiles } from '../src/ports/parquet-files.ts';
import { exportSlices, type TableExport } from '../src/procedures/export-slices.ts';
import { openSliceJournal } from '../src/procedures/slice-journal.ts';

const [tableCount, sliceCount, slots] = [1_000, 20_000, 20];
const sliceRows = 16_000_000n;
/** Rows that one export writes in a second, and what each costs besides. */
const rowsPerSecond = 200_000;
const startMilliseconds = 1_500;
const cursor = '1' as Cursor;

export interface Makespan {
  /** Simulated hours until the last slice was written. */
  readonly hours: number;
  /** The work of all exports, shared evenly by the slots, or the longest of them. */
  readonly bound: number;
}

/** How long a snapshot takes on a cluster whose exports last as long as they have rows; polling costs what it costs. */
export async function measureMakespan(seed: number): Promise<Makespan> {
  const tables = skewedTables(seed);
  const clock = simulatedClock();
  const store = memoryStore();
  const durations: number[] = [];
  const exporter = timedExporter(tables, durations, clock);
  const begun = clock.now().getTime();
  const journal = await openSliceJournal(
    store,
    { data: 'data', control: 'control' },
    {
      id: '20261120T091000Z-3f2a' as SnapshotId,
      owner: 'bench',
      check: () => undefined,
    },
  );
  const progress = { phase: () => undefined, note: () => undefined, warn: () => undefined, advance: () => undefined };
  const inspect = store.inspect;
  store.inspect = async (path) => (path.endsWith('.parquet') ? { path, bytes: 1, etag: '"1"' } : inspect(path));
  const rowsOf = (path: string): bigint => rowsAt(tables, path);
  const parquet: ParquetFiles = {
    footer: async ({ path }) => ({ rows: rowsOf(path), rowGroups: 1, columns: ['kr_h'] }),
    rangeRows: () => Promise.reject(new Error('not asked for')),
    storedFingerprint: async ({ path }) => ({ rows: rowsOf(path), low: 0n, high: 0n }),
    recompute: unreachable,
  };
  const read = { timeBins: unreachable, partRows: unreachable } as never;
  await exportSlices(tables, journal, { exporter, read, store, parquet, clock, progress });
  const elapsed = clock.now().getTime() - begun;
  const work = durations.reduce((sum, one) => sum + one, 0);
  if (durations.length !== tables.reduce((sum, one) => sum + one.slices.length, 0))
    throw new Error('not every slice was sent once');
  return { hours: elapsed / 3_600_000, bound: Math.max(work / slots, ...durations) / 3_600_000 };
}

function unreachable(): never {
  throw new Error('not part of the measurement');
}

/** Sizes that fall like 1/n: a few huge tables, hundreds of small ones. */
function skewedTables(seed: number): readonly TableExport[] {
  const random = seededRandom(seed);
  const weights = Array.from({ length: tableCount }, (_, rank) => 1 / (rank + 1));
  const all = weights.reduce((sum, one) => sum + one, 0);
  return weights.map((weight, index) => {
    const whole = Math.max(1, Math.round((weight / all) * sliceCount));
    const slices = Array.from({ length: whole }, (_, place) => ({
      slice: {
        slice: { kind: 'timed', cursor } as const,
        rows: place + 1 < whole ? sliceRows : BigInt(1 + random.below(Number(sliceRows))),
        index: place,
      },
      attempts: 0,
    }));
    return { table: planned(`T${index}`), index, slices, nextIndex: whole };
  });
}

function planned(name: string): PlannedTable {
  return {
    name,
    kind: 'table',
    bound: 'cursor',
    tableId: name,
    schemaVersion: '1.0',
    folder: '',
    docString: '',
    columns: [],
    cursor,
    superseded: 'no',
    populations: { total: 0n, atCursor: 0n, newer: 0n, untimed: 0n, times: { low: 0n, high: 0n } },
    path: `data/${name}`,
    expires: 'no',
    rowBytes: 100,
    settings: usualSettings(undefined),
    slices: [],
  };
}

/** Of the slice in whose folder it lies; every slice is one file. */
function rowsAt(tables: readonly TableExport[], path: string): bigint {
  const [, table, slice] = /\/T(\d+)\/s(\d+)a/.exec(path) ?? [];
  const rows = tables[Number(table)]?.slices[Number(slice)]?.slice.rows;
  if (rows === undefined) throw new Error(path);
  return rows;
}

function timedExporter(tables: readonly TableExport[], durations: number[], clock: Clock): DatabaseExporter {
  const running = new Map<OperationId, { readonly end: number; readonly file: ExportedFile }>();
  const atNow = (): number => [...running.values()].filter(({ end }) => end > clock.now().getTime()).length;
  const begin = ({ destination }: ExportRequest) => {
    const uri = `${destination.split('?')[0]}/part.parquet`;
    const file = { uri, rows: rowsAt(tables, uri) };
    const duration = startMilliseconds + (Number(file.rows) / rowsPerSecond) * 1000;
    durations.push(duration);
    const id = `operation-${durations.length}` as OperationId;
    running.set(id, { end: clock.now().getTime() + duration, file });
    if (atNow() > slots) throw new Error('more exports than slots');
    return { id, duration, file };
  };
  return {
    slots: async () => ({ total: slots + 1, remaining: slots + 1 - atNow() }),
    start: async (request) => begin(request).id,
    async write(request) {
      const { duration, file } = begin(request);
      await clock.sleep(duration);
      return [file];
    },
    states: async (ids) =>
      ids.map((id) => ({ kind: (running.get(id)?.end ?? 0) > clock.now().getTime() ? 'running' : 'completed' })),
    async files(id) {
      const file = running.get(id)?.file;
      running.delete(id);
      return file === undefined ? [] : [file];
    },
    writeExtremes: unreachable,
    restoreByHand: unreachable,
  };
}
