import type { TooBig } from './problem.ts';

/** What decides how much memory one export needs beside its rows: it holds one row group per writer. */
export interface ExportSettings {
  /** Rows of a row group at most. */
  readonly rowGroupRows: number;
  /** How many threads of a node read at once. */
  readonly fanOut: 'all' | 'half';
  /** Whether all nodes write at once. */
  readonly distributed: 'yes' | 'no';
}

/**
 * Bytes before compression at which an export begins a new file: what one ingestion takes best.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
export const fileBytes = 1_073_741_824;

/** The service's own default. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
const usualRowGroup = 100_000;
const smallestRowGroup = 5_000;
const rowGroupBytes = 64 * 1024 * 1024;

/** Wide rows make small row groups, so that one holds about 64 MB before compression. */
export function usualSettings(averageRowBytes: number | undefined): ExportSettings {
  const fitting =
    averageRowBytes === undefined ? usualRowGroup : Math.floor(rowGroupBytes / Math.max(1, averageRowBytes));
  const rowGroupRows = Math.max(smallestRowGroup, Math.min(usualRowGroup, fitting));
  return { rowGroupRows, fanOut: 'all', distributed: 'yes' };
}

/**
 * What to try next after an export that was too big. The rows of a slice stream through; what is held in memory is row groups, so these and the writers
 * shrink before the slice is divided. Nothing but dividing saves time.
 */
export function smaller(settings: ExportSettings, tooBig: TooBig): ExportSettings | 'divide' {
  if (tooBig === 'time') return 'divide';
  if (settings.rowGroupRows > smallestRowGroup)
    return { ...settings, rowGroupRows: Math.max(smallestRowGroup, Math.floor(settings.rowGroupRows / 4)) };
  return settings.fanOut === 'all' ? { ...settings, fanOut: 'half' } : 'divide';
}

/** The last resort for a slice that cannot be divided any more; undefined when that was tried too. */
export function lastResort(settings: ExportSettings): ExportSettings | undefined {
  return settings.distributed === 'yes' ? { ...settings, distributed: 'no' } : undefined;
}

/** The more careful of two in everything. */
export function moreCareful(a: ExportSettings, b: ExportSettings): ExportSettings {
  return {
    rowGroupRows: Math.min(a.rowGroupRows, b.rowGroupRows),
    fanOut: a.fanOut === 'half' || b.fanOut === 'half' ? 'half' : 'all',
    distributed: a.distributed === 'no' || b.distributed === 'no' ? 'no' : 'yes',
  };
}
