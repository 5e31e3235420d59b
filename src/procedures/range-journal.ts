import type { RunId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Journal } from './journal.ts';
import type { RangeState } from './range-update.ts';
import { oldName, rangeName } from './stage-table.ts';

/** The range of a table of the restore, and the names of the tables that it needs. */
export function placeOf(journal: Journal<RestoreRecord>, index: number) {
  const { undoes, range } = tableIn(journal, index);
  const place = { run: journal.current().runId as RunId, index };
  if (range === undefined) throw problemError({ code: 'bug', summary: `no range of table ${index}` });
  const source = undoes === undefined ? rangeName(place) : oldName({ run: undoes.runId as RunId, index: undoes.index });
  return { ...place, range, source, kept: oldName(place) };
}

/** As the journal has it now. */
export function tableIn(journal: Journal<RestoreRecord>, index: number): RestoredTable {
  const table = journal.current().tables.find((one) => one.index === index);
  if (table !== undefined) return table;
  throw problemError({ code: 'bug', summary: `no record of table ${index}` });
}

/** How far the range of a table is. */
export function stateIn(journal: Journal<RestoreRecord>, index: number): RangeState {
  return {
    current: () => {
      const { replaced, name } = tableIn(journal, index);
      if (replaced !== undefined) return replaced;
      throw problemError({ code: 'bug', summary: `the range of ${name} was not to be replaced yet` });
    },
    save: (replaced, cursor) =>
      journal.advance((record) => ({
        ...record,
        tables: record.tables.map((table) =>
          table.index === index ? { ...table, replaced, ...(cursor === undefined ? {} : { cursor }) } : table,
        ),
      })),
  };
}
