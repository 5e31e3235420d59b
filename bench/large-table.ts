import { canary } from '../src/domain/fingerprint.ts';
import type { Cursor, OperationId } from '../src/domain/names.ts';
import { restoreByHand } from '../src/gateways/kusto/commands/by-hand.ts';
import type { Database, DatabaseReader, LiveTable } from '../src/ports/database.ts';
import type { DatabaseChanger } from '../src/ports/database-changer.ts';
import type { DatabaseExporter, ExportRequest } from '../src/ports/database-exporter.ts';
import type { DatabaseLoader } from '../src/ports/database-loader.ts';
import type { DatabaseObserver } from '../src/ports/database-observer.ts';
import type { DatabaseReplacer } from '../src/ports/database-replacer.ts';
import type { ParquetFiles } from '../src/ports/parquet-files.ts';

export const rowsOfSlice = 16_000_000n;
export const filesOfSlice = 10;
const rowsOfFile = rowsOfSlice / BigInt(filesOfSlice);
const columns = [
  { name: 'Id', type: 'long' },
  { name: 'At', type: 'datetime' },
  { name: 'Text', type: 'string' },
] as const;
const hour = 3_600_000;
const begin = Date.UTC(2010, 0, 1);

function never(): never {
  throw new Error('not part of the measurement');
}

/** A database with one table whose hours hold one slice of rows each, and which answers at once. */
export function largeTable(slices: number): Database {
  const rows = rowsOfSlice * BigInt(slices);
  const table: LiveTable = {
    name: 'Events',
    tableId: 'b6a1f0f2-4f2e-4b0e-9f5d-0c6f2c7f1a11',
    schemaVersion: '1.1',
    columns,
    folder: '',
    docString: '',
    ingestionTime: 'on',
    softDeletePeriod: '36500.00:00:00',
    estimate: { rows, originalBytes: Number(rows) * 100 },
  };
  return {
    name: 'Db',
    clusterHost: 'cluster.example',
    read: readerOf(table, rows, slices),
    observe: observerOf(table.name, rows),
    export: instantExporter(),
    load: noLoader,
    change: noChanger,
    replace: noReplacer,
    update: { count: never, foresee: never, update: never },
    security: { principal: never, rowSecurity: never, admit: never, closing: never },
    reading: never,
  };
}

function readerOf(table: LiveTable, rows: bigint, slices: number): DatabaseReader {
  const times = { low: 1n, high: 2n };
  const counts = { total: rows, atCursor: rows, newer: 0n, untimed: 0n, times, withTickRest: new Set<string>() };
  const now = '2026-11-20T09:10:00.0000000Z';
  return {
    identity: async () => ({ buildVersion: '1', accessMode: 'ReadWrite', readsRestricted: 'no', now, canary }),
    tables: async () => [table],
    tableIds: async () => new Map([[table.name, table.tableId]]),
    schemaScript: async () => ['.create table Events (Id:long, At:datetime, Text:string)'],
    cursor: async () => '638000000000000001' as Cursor,
    views: async () => [],
    continuousExports: async () => [],
    externals: async () => ({ tables: [], exports: [] }),
    populations: async (tables) => new Map(tables.map(({ name }) => [name, counts])),
    timeBins: async () => startsOf(slices).map((start) => ({ start, rows: rowsOfSlice })),
    extentBins: never,
    creationTimes: never,
    fingerprint: async () => ({ rows, low: rows, high: rows }),
    wholePopulations: never,
    surplusRows: never,
    rewrittenRows: never,
    partRows: never,
    columnFingerprints: never,
    rowHashes: never,
    answer: never,
    rowsByExtent: never,
    extentsAfter: never,
    defaultSoftDeletePeriod: never,
    deletesItself: never,
  };
}

function observerOf(table: string, rows: bigint): DatabaseObserver {
  return {
    extentTotals: async () => new Map([[table, { rows, deletedRows: 0n }]]),
    extentsOlderThan: never,
    rowCounts: async () => [rows],
    valuesAtLimit: async (tables) => tables.map((one) => one.columns.map(() => 0n)),
    ownRoles: async () => [],
    changesSince: async () => [],
    workloadGroups: async () => [],
    ownWorkloadGroups: async () => [],
    readersOf: async () => new Map(),
  };
}

const noLoader: DatabaseLoader = {
  slots: never,
  startIngest: never,
  hasQueue: never,
  queueIngest: never,
  failedIngestions: never,
  runningIngestions: never,
  startTypedAppend: never,
  startAppend: never,
  moveExtents: never,
  moveAllExtents: never,
  moveQueriedExtents: never,
  dropExtents: never,
  nonEmptyValues: never,
  states: never,
};

const noChanger: DatabaseChanger = {
  run: never,
  write: never,
  define: never,
  createTable: never,
  guardStaging: never,
  prepareReceiving: never,
  releaseStaging: never,
  renameTables: never,
  dropTable: never,
  switchExport: never,
  dropExport: never,
  keepTable: never,
  deleteRows: never,
  deleteMatching: never,
  renameColumn: never,
  expireTable: never,
  putBackByHand: never,
  replaceContents: never,
};

const noReplacer: DatabaseReplacer = {
  createList: never,
  startListing: never,
  startListingAll: never,
  listed: never,
  replace: never,
  pauseMerges: never,
  dropMergePolicy: never,
};

/** As an answer would bring them: texts of their own, not pieces of others. */
function startsOf(slices: number): readonly string[] {
  const starts = Array.from(
    { length: slices },
    (_, place) => `${new Date(begin + place * hour).toISOString().slice(0, 19)}.0000000Z`,
  );
  return JSON.parse(JSON.stringify(starts));
}

function instantExporter(): DatabaseExporter {
  let operations = 0;
  const folders = new Map<OperationId, string>();
  return {
    slots: async () => ({ total: 20, remaining: 20 }),
    async start({ destination }: ExportRequest) {
      operations += 1;
      const id = `operation-${operations}` as OperationId;
      folders.set(id, destination.split('?')[0] ?? '');
      return id;
    },
    write: never,
    writeExtremes: never,
    states: async (ids) => ids.map(() => ({ kind: 'completed' })),
    async files(id) {
      const folder = folders.get(id);
      folders.delete(id);
      return Array.from({ length: filesOfSlice }, (_, part) => ({
        uri: `${folder}/part_${String(part).padStart(4, '0')}_6f2c7f1a11b6a1f0f24f2e4b0e9f5d0c.parquet`,
        rows: rowsOfFile,
      }));
    },
    restoreByHand,
  };
}

/** Footers and hashes of the files that the exporter reports. */
export const reportedFiles: ParquetFiles = {
  footer: async () => ({ rows: rowsOfFile, rowGroups: 16, columns: [...columns.map(({ name }) => name), 'kr_h'] }),
  rangeRows: () => Promise.reject(new Error('not asked for')),
  storedFingerprint: async () => ({ rows: rowsOfFile, low: rowsOfFile, high: rowsOfFile }),
  recompute: never,
};
