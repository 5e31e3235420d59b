import pLimit from 'p-limit';
import { schemaHash } from '../domain/column.ts';
import { chooseForms } from '../domain/column-form.ts';
import { type ExportSettings, moreCareful, usualSettings } from '../domain/export-settings.ts';
import { expires } from '../domain/snapshot/creation.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SizedSlice } from '../domain/snapshot/slice.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Chain } from './check-chain.ts';
import type { CountedSources } from './count-sources.ts';
import { planSlices, type SlicePlanner, type TableAge } from './plan-slices.ts';
import { reuseOf } from './reuse-base.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

const parallelScans = 4;

/** Of all tables together only a few scans run at once; more would only queue up in the cluster, or be refused. */
export function limitedReader(read: SlicePlanner): SlicePlanner {
  const limit = pLimit(parallelScans);
  return {
    timeBins: (...asked) => limit(() => read.timeBins(...asked)),
    partRows: (...asked) => limit(() => read.partRows(...asked)),
    rowsByExtent: (...asked) => limit(() => read.rowsByExtent(...asked)),
    extentBins: (...asked) => limit(() => read.extentBins(...asked)),
    creationTimes: (...asked) => limit(() => read.creationTimes(...asked)),
  };
}

/** A table or view that was counted. */
export interface TableAtCursor {
  readonly slices: SlicePlanner;
  readonly source: SnapshotSource;
  readonly path: string;
  readonly settled: CountedSources;
  /** Of a top-up. */
  readonly chain: Chain | undefined;
  /** Absent where it does not matter when the rows were created, or is not known. */
  readonly age: TableAge | undefined;
}

/** Everything that is decided about a table before anything is written. */
export async function planTable(
  { source: live, path, settled: { cursor, taken, populations }, slices, chain, age }: TableAtCursor,
  { asked, last }: { readonly asked: SnapshotPlan['asked']; readonly last: Manifest | undefined },
): Promise<PlannedTable> {
  const counts = populations.get(live.name);
  if (counts === undefined) throw new Error(`no counts of ${live.name}`);
  const { withTickRest, ...counted } = counts;
  const rowBytes = rowBytesOf(live);
  const remembered = rememberedFor(live, last);
  const sliceRows = sliceRowsOf(asked.sliceRows, rowBytes, remembered?.learntRows);
  const settings = usualSettings(rowBytes);
  const planned = await planSlices({ source: live, cursor, range: asked.range, counts, chain, age }, sliceRows, slices);
  return {
    name: live.name,
    kind: live.kind,
    ...(live.view === undefined ? {} : { view: live.view }),
    tableId: live.tableId,
    schemaVersion: live.schemaVersion,
    folder: live.folder,
    docString: live.docString,
    columns: chain?.kind === 'reuse' ? heldForms(chain.table) : [...chooseForms(live.columns, withTickRest)],
    bound: live.bound,
    cursor,
    taken,
    superseded: 'no',
    populations: live.bound === 'cursor' ? counted : { ...counted, ...allOf(planned) },
    path,
    expires: expires(live),
    ...(rowBytes === undefined ? {} : { rowBytes }),
    ...sizesOf(live),
    settings: remembered === undefined ? settings : moreCareful(settings, remembered.settings),
    ...(remembered?.learntRows === undefined ? {} : { learntRows: BigInt(remembered.learntRows) }),
    ...reuseOf(chain),
    slices: [...planned],
  };
}

/** The rows as they were counted for the slices, since these were counted later where a table is divided by its extents. */
function allOf(slices: readonly SizedSlice[]): { readonly total: bigint; readonly untimed: bigint } {
  const total = slices.reduce((sum, { rows }) => sum + rows, 0n);
  return { total, untimed: total };
}

function sizesOf({ estimate }: Pick<LiveTable, 'estimate'>): Pick<PlannedTable, 'storedBytes' | 'hotBytes'> {
  const { storedBytes, hotBytes } = estimate ?? {};
  return { ...(storedBytes === undefined ? {} : { storedBytes }), ...(hotBytes === undefined ? {} : { hotBytes }) };
}

function rowBytesOf({ estimate }: Pick<LiveTable, 'estimate'>): number | undefined {
  return estimate === undefined || estimate.rows === 0n ? undefined : estimate.originalBytes / Number(estimate.rows);
}

interface Remembered {
  readonly settings: ExportSettings;
  readonly learntRows: number | undefined;
}

/** Of the same table in the same shape; another one may be narrower. */
function rememberedFor({ name, columns }: SnapshotSource, last: Manifest | undefined): Remembered | undefined {
  const table = last?.tables.find((one) => one.name === name && one.schemaHash === schemaHash(columns));
  if (table === undefined) return undefined;
  const { sliceRows: learntRows, ...settings } = table.exported;
  return { settings, learntRows };
}

/** One export then takes minutes, of the hour that the service allows. */
const sliceBytes = 10 * 1024 ** 3;

function sliceRowsOf(most: number, rowBytes: number | undefined, remembered: number | undefined): bigint {
  const fitting = rowBytes === undefined || rowBytes === 0 ? most : Math.floor(sliceBytes / rowBytes);
  return BigInt(Math.max(1, Math.min(most, fitting, remembered ?? most)));
}

/** As the files of the base have them. */
function heldForms({ columns }: TableManifest): PlannedTable['columns'] {
  return columns.map(({ fidelity: _, ...column }) => column);
}
