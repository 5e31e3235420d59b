import { ProblemError, problemError } from '../domain/problem.ts';
import { type QuarantineRecord, whereabouts } from '../domain/quarantine-record.ts';
import type { Journal } from './journal.ts';
import { expire, type QuarantineWorld } from './quarantine-records.ts';

/**
 * Renames the tables of a record away, all in one transaction, and lets them delete themselves after their days; only then, since before it the policy would be one of the live table.
 * The caller has stored the intent. Goes on by the identities that are there. Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
export async function renameAside(journal: Journal<QuarantineRecord>, world: QuarantineWorld): Promise<void> {
  const { change } = world.database;
  if ((await standing(journal.current(), world)) === 'in-place') {
    try {
      await change.renameTables(journal.current().tables.map(({ name, kept }) => ({ from: name, to: kept })));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // The answer may have been lost after the rename was done; only the identities tell.
      if ((await standing(journal.current(), world)) !== 'aside') throw error;
    }
  }
  if ((await standing(journal.current(), world)) !== 'aside') throw changed(journal.current());
  await expire(journal, world);
  await journal.advance((record) => ({ ...record, state: 'done' }));
}

/** Where the tables are; rejects where they are not all in one of the two places. */
async function standing(
  record: QuarantineRecord,
  { database: { read } }: Pick<QuarantineWorld, 'database'>,
): Promise<'aside' | 'in-place'> {
  const ids = await read.tableIds();
  const places = new Set(record.tables.map((table) => whereabouts(record, table, ids)));
  const [place] = places;
  if (places.size !== 1 || place === undefined || place === 'gone') throw changed(record);
  return place;
}

function changed({ id, tables }: QuarantineRecord): ProblemError {
  const names = tables.map(({ name }) => name).join(', ');
  return problemError({
    code: 'refused',
    summary: `${names} is not what it was when quarantine ${id} was announced: somebody replaced, renamed or dropped it.`,
    next: 'Look at what is there, and run deploy again; it plans anew.',
  });
}
