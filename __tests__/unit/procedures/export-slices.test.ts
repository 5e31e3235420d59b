import { usualSettings } from '../../../src/domain/export-settings.ts';
import type { Cursor, OperationId, SnapshotId } from '../../../src/domain/names.ts';
import { type Problem, problemError } from '../../../src/domain/problem.ts';
import { type FileRecord, loadFingerprint } from '../../../src/domain/snapshot/manifest.ts';
import type { PlannedTable } from '../../../src/domain/snapshot/plan.ts';
import type { SliceRecord } from '../../../src/domain/snapshot/slice-record.ts';
import type { DatabaseReader } from '../../../src/ports/database.ts';
import type { DatabaseExporter, ExportRequest } from '../../../src/ports/database-exporter.ts';
import type { OperationState } from '../../../src/ports/operation-state.ts';
import type { ParquetFiles } from '../../../src/ports/parquet-files.ts';
import { type ExportWorld, exportSlices, type TableExport } from '../../../src/procedures/export-slices.ts';
import { openSliceJournal } from '../../../src/procedures/slice-journal.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const paths = { data: 'data', control: 'control' };
const id = '20261120T091000Z-3f2a' as SnapshotId;
const cursor = '1' as Cursor;
const million = 1_000_000n;

function planned(name: string, rows: readonly bigint[], expires: 'yes' | 'no' = 'no'): PlannedTable {
  const times = { low: 0n, high: 0n };
  const total = rows.reduce((sum, one) => sum + one, 0n);
  return {
    name,
    kind: 'table',
    bound: 'cursor',
    tableId: name,
    schemaVersion: '1.0',
    folder: '',
    docString: '',
    columns: [{ name: 'a', type: 'long', form: 'native' }],
    cursor,
    superseded: 'no',
    populations: { total, atCursor: total, newer: 0n, untimed: 0n, times },
    path: `data/${name}`,
    expires,
    settings: usualSettings(undefined),
    rowBytes: 100,
    slices: rows.map((one, place) => ({
      slice: { kind: 'timed', cursor, from: `2026-11-${String(20 - place).padStart(2, '0')}T00:00:00.0000000Z` },
      rows: one,
    })),
  };
}

function toExport(tables: readonly PlannedTable[]): readonly TableExport[] {
  return tables.map((table, index) => ({
    table,
    index,
    slices: table.slices.map((slice, place) => ({ slice: { ...slice, index: place }, attempts: 0 })),
    nextIndex: table.slices.length,
  }));
}

/** What becomes of one request: undefined is success. */
type Fate = (sent: {
  readonly request: ExportRequest;
  readonly number: number;
  readonly rows: bigint;
}) => { readonly refused: Problem } | { readonly ends: OperationState } | undefined;

const rowsOf = ({ slice }: ExportRequest, tables: readonly PlannedTable[], table: string): bigint => {
  const whole = tables.find(({ name }) => name === table)?.slices ?? [];
  const from = slice.kind === 'timed' ? slice.from : undefined;
  const rows = whole.find((one) => one.slice.kind === 'timed' && one.slice.from === from)?.rows ?? 0n;
  return rows / BigInt(slice.part?.of ?? 1);
};

/** A cluster that writes what it is asked for, or what `fate` says, with files of the rows that the slice has. */
function site(
  tables: readonly PlannedTable[],
  fate: Fate = () => undefined,
  slots = 4,
  asPlanned: (table: PlannedTable) => PlannedTable = (table) => table,
) {
  const store = memoryStore();
  const clock = simulatedClock();
  const sent: ExportRequest[] = [];
  const ends = new Map<OperationId, OperationState>();
  const wrote = new Map<OperationId, readonly { uri: string; rows: bigint }[]>();
  const rows = new Map<string, bigint>();
  const notes: string[] = [];

  async function send(request: ExportRequest): Promise<OperationId> {
    const number = sent.push(request);
    const count = rowsOf(request, tables, request.table);
    const path = `${store.pathOf(request.destination)}/part.parquet`;
    if ((await store.inspect(path)) !== undefined) throw new Error(`${path} is written twice`);
    const end = fate({ request, number, rows: count });
    if (end !== undefined && 'refused' in end) throw problemError(end.refused);
    await store.write(path, 'x', { kind: 'if-absent' });
    rows.set(path, count);
    const operation = `operation-${number}` as OperationId;
    ends.set(operation, end?.ends ?? { kind: 'completed' });
    wrote.set(operation, [{ uri: store.uriOf(path), rows: count }]);
    return operation;
  }

  const exporter: DatabaseExporter = {
    slots: async () => ({ total: slots, remaining: slots }),
    start: send,
    write: async (request) => wrote.get(await send(request)) ?? [],
    writeExtremes: () => Promise.reject(new Error('not part of this')),
    files: async (operation) => wrote.get(operation) ?? [],
    states: async (ids) => ids.map((one) => ends.get(one) ?? { kind: 'lost' }),
    restoreByHand: async function* () {
      yield* [];
    },
  };
  const read = {
    timeBins: async (table: string, _cursor: Cursor, window: { readonly from?: string | undefined }) => [
      { start: window.from ?? '', rows: tables.find(({ name }) => name === table)?.slices[0]?.rows ?? 0n },
    ],
    partRows: async (table: string, _columns: unknown, slice: { part?: { of: number } }, of: number) => {
      const all = tables.find(({ name }) => name === table)?.slices[0]?.rows ?? 0n;
      expect(of % (slice.part?.of ?? 1)).toBe(0);
      return new Map(Array.from({ length: of }, (_, part) => [part, all / BigInt(of)]));
    },
  } as unknown as DatabaseReader;
  const parquet: ParquetFiles = {
    footer: async ({ path }) => ({ rows: rows.get(path) ?? 0n, rowGroups: 1, columns: ['a', 'kr_h'] }),
    rangeRows: () => Promise.reject(new Error('not asked for')),
    storedFingerprint: async ({ path }) => ({ rows: rows.get(path) ?? 0n, low: 1n, high: 2n }),
    recompute: () => Promise.reject(new Error('not part of this')),
  };
  const note = (text: string) => void notes.push(text);
  const progress = { phase: note, note, warn: note, advance: () => undefined };
  const world: ExportWorld = { exporter, read, store, parquet, clock, progress };
  const run = async () =>
    exportSlices(
      toExport(tables.map(asPlanned)),
      await openSliceJournal(store, paths, { id, owner: 'a', check: () => undefined }),
      world,
    );
  const records = async (): Promise<readonly SliceRecord[]> => {
    const journal = await openSliceJournal(store, paths, { id, owner: 'b', check: () => undefined });
    const places = tables.flatMap((_, table) => journal.indicesOf(table).map((index) => ({ table, index })));
    return (await Promise.all(places.map(journal.read))).filter((record) => record !== undefined);
  };
  const filesOf = async (table: number): Promise<readonly FileRecord[]> =>
    (await records()).flatMap((one) => (one.table === table && one.state === 'written' ? one.files : []));
  return { run, store, sent, notes, records, filesOf, exporter };
}

const transient: Problem = { code: 'service', summary: 'the answer was lost', transient: true };
const folderOf = ({ destination }: ExportRequest): string => /s\d{6}a\d{3}/.exec(destination)?.[0] ?? '';

test('every slice is written once, small ones in one request, and recorded with its files', async () => {
  const { run, sent, records, filesOf } = site([planned('A', [10n, 2n * million]), planned('B', [5n])]);
  const [a, b] = await run();
  const files = await filesOf(0);
  expect(files.map(({ fingerprint }) => loadFingerprint(fingerprint).rows).toSorted()).toEqual([10n, 2n * million]);
  expect(a?.written).toEqual({ files: 2, bytes: 2, fingerprint: { rows: 2n * million + 10n, low: 2n, high: 4n } });
  expect([a?.writtenSlices.toSorted(), b?.writtenSlices]).toEqual([[0, 1], [0]]);
  expect(sent).toHaveLength(3);
  expect((await records()).map(({ state }) => state)).toEqual(['written', 'written', 'written']);
});

test('what may expire goes first, oldest first; of the rest the longest', async () => {
  const { run, sent } = site(
    [planned('Kept', [60_000n, 80_000n]), planned('Doomed', [60_000n, 70_000n], 'yes')],
    () => undefined,
    1,
  );
  await run();
  expect(sent.map(({ table, slice }) => [table, slice.kind === 'timed' && slice.from?.slice(8, 10)])).toEqual([
    ['Doomed', '19'],
    ['Doomed', '20'],
    ['Kept', '19'],
    ['Kept', '20'],
  ]);
});

test.each([
  ['whose answer was lost', 10n, { refused: transient }],
  ['whose operation the cluster knows no more', million, { ends: { kind: 'lost' } }],
  [
    'that failed for a reason that may pass',
    million,
    { ends: { kind: 'failed', state: 'Failed', message: 'm', transient: true } },
  ],
] as const)('an export %s is sent again under a new prefix, and the first is a leftover', async (_, rows, end) => {
  const { run, sent, records, filesOf } = site([planned('A', [rows])], ({ number }) => (number < 3 ? end : undefined));
  const [a] = await run();
  expect(sent.map(folderOf)).toEqual(['s000000a001', 's000000a002', 's000000a003']);
  expect((await filesOf(0)).map(({ path }) => path)).toEqual(['data/A/s000000a003/part.parquet']);
  expect(a?.leftovers).toEqual(['data/A/s000000a001', 'data/A/s000000a002']);
  expect(await records()).toMatchObject([{ state: 'written', attempt: 3 }]);
});

test('an export that found no room is the same attempt when it is sent again', async () => {
  const busy: Problem = { code: 'service', summary: 'busy', transient: true, busy: true };
  const { run, sent } = site([planned('A', [10n])], ({ number }) => (number < 4 ? { refused: busy } : undefined));
  const [a] = await run();
  expect(sent.map(folderOf)).toEqual(['s000000a001', 's000000a001', 's000000a001', 's000000a001']);
  expect(a?.leftovers).toEqual([]);
});

test('what the service refuses for good is not tried again and is a fact about its table; the others are written', async () => {
  const permanent: Problem = { code: 'service', summary: 'no such column', transient: false };
  const { run, sent, records } = site(
    [planned('A', [10n, 20n, 30n]), planned('B', [10n])],
    ({ request }) => (request.table === 'A' ? { refused: permanent } : undefined),
    1,
  );
  const [a, b] = await run();
  expect(a?.failed).toMatchObject({ summary: expect.stringContaining('A') });
  expect(b?.failed).toBeUndefined();
  expect(sent.map(({ table }) => table).toSorted()).toEqual(['A', 'B']);
  expect((await records()).map(({ table, state }) => [table, state])).toEqual([
    [0, 'begun'],
    [1, 'written'],
  ]);
});

test('a reason that may pass and never does ends after some attempts', async () => {
  const { run, sent } = site([planned('A', [10n])], () => ({ refused: transient }));
  await expect(run()).rejects.toMatchObject({ problems: [{ summary: expect.stringContaining('answer was lost') }] });
  expect(sent).toHaveLength(5);
});

test('without sign-in nothing more is begun', async () => {
  const many = Array.from({ length: 50 }, (_, index) => planned(`T${index}`, [10n]));
  const { run, sent } = site(many, () => ({ refused: { code: 'sign-in', summary: 'no' } }));
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'sign-in' }] });
  expect(sent.length).toBeLessThan(10);
});

test('an export that was too big goes on with smaller row groups, which the rest of the table begins with', async () => {
  const tooBig: Problem = { code: 'service', summary: 'memory', transient: true, tooBig: 'memory' };
  const { run, sent } = site(
    [planned('A', [40_000n, 40_000n])],
    ({ request }) => (request.settings.rowGroupRows > 10_000 ? { refused: tooBig } : undefined),
    1,
  );
  const [a] = await run();
  expect(sent.map(({ settings }) => settings.rowGroupRows)).toEqual([100_000, 25_000, 6_250, 6_250]);
  expect(a?.settings).toEqual({ rowGroupRows: 6_250, fanOut: 'all', distributed: 'yes' });
});

test('what nothing else cures is divided, and the parts are divided again, until every part is written', async () => {
  const tooBig: Problem = { code: 'service', summary: 'memory', transient: true, tooBig: 'memory' };
  const { run, sent, records, filesOf } = site([planned('A', [40_000n])], ({ rows }) =>
    rows > 10_000n ? { refused: tooBig } : undefined,
  );
  const [a] = await run();
  const files = await filesOf(0);
  expect(files.map(({ fingerprint }) => loadFingerprint(fingerprint).rows)).toEqual([
    10_000n,
    10_000n,
    10_000n,
    10_000n,
  ]);
  expect(new Set(files.map(({ slice }) => slice)).size).toBe(4);
  expect(a?.learntRows).toBe(10_000n);
  expect((await records()).map(({ state }) => state).toSorted()).toEqual([
    'divided',
    'divided',
    'divided',
    'written',
    'written',
    'written',
    'written',
  ]);
  expect(sent.length).toBeLessThan(14);
});

test('a table that stays too big is given up after a bounded number of exports, and the others are written', async () => {
  const tooBig: Problem = { code: 'service', summary: 'memory', transient: true, tooBig: 'memory' };
  const { run, sent } = site(
    [planned('A', [10n * million, 10n * million]), planned('B', [10n])],
    ({ request }) => (request.table === 'A' ? { refused: tooBig } : undefined),
    1,
  );
  const [a, b] = await run();
  expect(a?.failed).toMatchObject({ summary: expect.stringContaining('A') });
  expect(b?.written.files).toBe(1);
  expect(sent.length).toBeLessThan(30);
});

test('a file that was reported and is not there ends the slice as a difference', async () => {
  const { run, store, sent } = site([planned('A', [10n])]);
  const { inspect } = store;
  store.inspect = async (path) => (path.endsWith('.parquet') ? undefined : inspect(path));
  const [a] = await run();
  expect([a?.failed?.code, a?.written.files, sent.length]).toEqual(['difference', 0, 5]);
});

test('a slice that holds other rows than it must is written once more, and then told', async () => {
  const wrong = (table: PlannedTable): PlannedTable => ({
    ...table,
    slices: table.slices.map((one) => ({ ...one, rows: one.rows + 1n })),
  });
  const { run, sent } = site([planned('A', [10n])]);
  const [right] = await run();
  expect([right?.unequalSlices, sent.length]).toEqual([0, 1]);
  const other = site([planned('A', [10n])], undefined, 4, wrong);
  const [a] = await other.run();
  expect([a?.unequalSlices, a?.written.files, other.sent.map(folderOf)]).toEqual([
    1,
    1,
    ['s000000a001', 's000000a002'],
  ]);
});

test('a later request that finds the cluster busy makes another attempt, since the export may have written', async () => {
  const { run, sent, exporter } = site([planned('A', [million])]);
  const { files } = exporter;
  let asked = 0;
  exporter.files = async (operation) => {
    asked += 1;
    if (asked === 1) throw problemError({ code: 'service', summary: 'busy', transient: true, busy: true });
    return files(operation);
  };
  await run();
  expect(sent.map(folderOf)).toEqual(['s000000a001', 's000000a002']);
});

test('a run that was taken over stops at its next record', async () => {
  const { run, store } = site([planned('A', [10n])], () => {
    store.overwrite(`control/slices/${id}/00000-000000.json`, '{}');
    return undefined;
  });
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'taken-over' }] });
});
