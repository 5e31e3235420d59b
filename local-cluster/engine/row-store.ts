import { type Draft, dataTable, type TableEntry } from './catalog.ts';
import { insertValues, maximumRows, saveExtents, type Values } from './new-extents.ts';
import type { Session } from './store.ts';

const ticksPerMs = 10_000n;

/**
 * Rows of streaming ingestion can be read at once, but lie in a row store: in no extent, and with no cursor, until they are
 * sealed into extents, up to a minute later. They are rows of the data table like all others, with a negative number, their
 * batch's, in place of that of an extent. Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming
 */
export class RowStore {
  /** How long rows wait, in milliseconds of the cluster's clock. */
  sealAfterMs = 60_000;
  /** When the first rows of all are due; undefined while none wait. */
  nextDue: bigint | undefined;
  /** How many changes have still to be derived from batches, which stay as they are for so long. */
  derivations = 0;

  constructor(nextDue: bigint | undefined) {
    this.nextDue = nextDue;
  }

  /** When rows that come in now are to be sealed. */
  dueFrom(nowTicks: bigint): bigint {
    return nowTicks + BigInt(this.sealAfterMs) * ticksPerMs;
  }

  isDue(nowTicks: bigint): boolean {
    return this.nextDue !== undefined && this.nextDue <= nowTicks;
  }
}

/** Whether a number that stands for the place of rows is that of a batch in the row store. */
export const isUnsealed = (number: number): boolean => number < 0;

/** When the first rows of the row store are due, whichever database they are in. */
export async function firstDue(session: Session): Promise<bigint | undefined> {
  const [[due] = []] = await session.rows('SELECT min(due) FROM meta.row_store');
  return typeof due === 'bigint' ? due : undefined;
}

/** Puts rows into the row store, to be sealed when they are due, and tells how many; they count as an arrival. */
export async function streamRows(
  session: Session,
  draft: Draft,
  { dueTicks, ...rows }: Values & { readonly dueTicks: bigint },
): Promise<bigint> {
  const { table, nowTicks } = rows;
  const batch = -draft.nextExtents(1);
  await insertValues(session, rows, { extent: `${batch}::INTEGER`, stamp: 'NULL::BIGINT' });
  const [[count = 0n] = []] = await session.rows(`SELECT count(*) FROM ${dataTable(table)} WHERE _extent = ${batch}`);
  if (count === 0n) return 0n;
  draft.hasStreamed = true;
  await session.insert('meta.row_store', [batch, table.id, dueTicks]);
  const facts = { tags: [], createdTicks: nowTicks, nowTicks, replaces: false };
  draft.arrivals.push({ table, extents: [batch], kind: 'streamed', ...facts });
  return BigInt(String(count));
}

async function sealTable(session: Session, draft: Draft, sealing: Sealing & { batches: string }): Promise<void> {
  const { table, batches, nowTicks } = sealing;
  const data = dataTable(table);
  const stamp = draft.nextStamp();
  const number = `(${draft.database.nextExtent} + (row_number() OVER (ORDER BY rowid) - 1) // ${maximumRows(draft, table)})`;
  const sealed = `SELECT rowid AS id, ${number}::INTEGER AS extent FROM ${data} WHERE _extent IN (${batches})`;
  await session.run(
    `UPDATE ${data} SET _extent = s.extent, _cs = ${stamp} FROM (${sealed}) s WHERE ${data}.rowid = s.id`,
  );
  await saveExtents(session, draft, { table, tags: [], createdTicks: nowTicks, stamp });
  await session.run(`DELETE FROM meta.row_store WHERE batch IN (${batches})`);
}

interface Sealing {
  readonly table: TableEntry;
  readonly nowTicks: bigint;
}

/**
 * Seals what is due by a time, or everything: rows get extents, and cursors from now on. Update policies had them before; while
 * one still has them to come, nothing is sealed.
 */
export async function sealRows(
  session: Session,
  draft: Draft,
  { rowStore, nowTicks, dueBy }: { rowStore: RowStore; nowTicks: bigint; dueBy: bigint | undefined },
): Promise<void> {
  if (rowStore.derivations > 0) return;
  const isDue = dueBy === undefined ? '' : ` AND due <= ${dueBy}`;
  for (const table of draft.tables.values()) {
    const found = await session.rows(`SELECT batch FROM meta.row_store WHERE table_id = ${table.id}${isDue}`);
    const batches = found.map(([batch]) => String(batch)).join(', ');
    if (batches !== '') await sealTable(session, draft, { table, nowTicks, batches });
  }
}

/** Forgets what a table has in the row store. */
export async function loseUnsealed(session: Session, table: TableEntry): Promise<void> {
  await session.run(`DELETE FROM ${dataTable(table)} WHERE _extent < 0`);
  await session.run(`DELETE FROM meta.row_store WHERE table_id = ${table.id}`);
}
