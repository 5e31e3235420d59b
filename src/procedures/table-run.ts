import type { ExportSettings } from '../domain/export-settings.ts';
import type { Problem } from '../domain/problem.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { Written } from '../domain/snapshot/written.ts';
import type { NumberedSlice } from './slice-journal.ts';

/** What came of the slices of one table. */
export interface ExportedTable {
  /** Place of the table in the plan. */
  readonly index: number;
  readonly written: Written;
  /** Numbers of the written slices, whose records hold the files. */
  readonly writtenSlices: readonly number[];
  /** With what it succeeded. */
  readonly settings: ExportSettings;
  /** Rows of a slice at most, as far as larger ones were found to be too big. */
  readonly learntRows?: bigint | undefined;
  /** Slices that hold another number of rows than they must, also after a second attempt. */
  readonly unequalSlices: number;
  /** Why a part of the table could not be exported for good: asking again would give the same. */
  readonly failed?: Problem | undefined;
  /** Folders of attempts that count for nothing. */
  readonly leftovers: readonly string[];
}

/** One table while its slices are written. */
export interface TableRun extends ExportedTable {
  readonly table: PlannedTable;
  settings: ExportSettings;
  learntRows: bigint | undefined;
  /** How many slices had to be divided because they were too big. */
  divided: number;
  /** The number that the next slice gets. */
  nextIndex: number;
  unequalSlices: number;
  failed: Problem | undefined;
  /** Nothing more of it is begun in this run. */
  isGivenUp: boolean;
  written: Written;
  readonly writtenSlices: number[];
  readonly leftovers: string[];
}

/** One slice of a table, about to be sent. */
export interface SliceItem {
  readonly run: TableRun;
  readonly slice: NumberedSlice;
  readonly attempt: number;
  /** Attempts that failed for a reason that may pass. */
  readonly failures: number;
  /** The attempt before wrote another number of rows than the slice must have. */
  readonly wasUnequal?: true;
  /** The attempt is journaled already: it found no room. */
  readonly isBegun?: true;
}

export function nextAttempt({ run, slice, attempt, failures }: SliceItem): SliceItem {
  return { run, slice, attempt: attempt + 1, failures };
}

/** What the attempt may have written counts for nothing. */
export function leaveBehind({ run, slice, attempt }: SliceItem): void {
  run.leftovers.push(attemptFolder(run.table.path, slice.index, attempt));
}
