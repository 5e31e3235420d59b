import type { RunId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Journal } from './journal.ts';
import type { RangeState } from './range-update.ts';
import { replacedIn, storeTable, tableIn } from './replaced-tables.ts';
import { oldName, rangeName } from './stage-table.ts';

/** The range of a table of the restore, and the names of the tables that it needs. */
export function placeOf(journal: Journal<RestoreRecord>, index: number) {
  const { undoes, range } = tableIn(journal, index);
  const place = { run: journal.current().runId as RunId, index };
  if (range === undefined) throw problemError({ code: 'bug', summary: `no range of table ${index}` });
  const source = undoes === undefined ? rangeName(place) : oldName({ run: undoes.runId as RunId, index: undoes.index });
  return { ...place, range, source, kept: oldName(place) };
}

/** How far the range of a table is. */
export function stateIn(journal: Journal<RestoreRecord>, index: number): RangeState {
  return {
    current: () => replacedIn(journal, index),
    save: (replaced, cursor) => storeTable(journal, index, { replaced, ...(cursor === undefined ? {} : { cursor }) }),
  };
}
