import { type Draft, findTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents, listExtents, type StoredExtent } from '../engine/extents.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, syntaxProblem } from '../problem.ts';
import type { Result } from '../wire.ts';
import { chosenExtents, queriedExtents } from './extent-lists.ts';
import { Reader } from './reader.ts';
import { type Commands, type Request, resultOf } from './request.ts';

/** Extents by what is known of them. */
interface Filter {
  /** Empty where all are meant. */
  readonly tables: readonly string[];
  readonly olderThanTicks: bigint;
  readonly trim?: { readonly by: 'extentsize' | 'datasize'; readonly bytes: number };
  readonly limit?: number;
}

interface Drop {
  /** Whether the extents are told only. */
  readonly pretends: boolean;
  readonly chosen: { query: string } | { ids: readonly string[]; table: string | undefined } | Filter;
}

function wholeNumber(reader: Reader): number {
  const text = reader.value();
  if (!/^\d+$/.test(text)) throw syntaxProblem(`'${text}' is not a whole number`);
  return Number(text);
}

const ticksPer = { days: 864_000_000_000n, hours: 36_000_000_000n } as const;
const bytesPer = { bytes: 1, mb: 1_048_576, gb: 1_073_741_824 } as const;

function wordOf<T extends string>(reader: Reader, ...words: readonly T[]): T {
  const word = reader.choose(...words);
  if (word === undefined) throw syntaxProblem(`expected ${words.join(' or ')} at '${reader.rest().slice(0, 40)}'`);
  return word;
}

function readAge(reader: Reader): bigint {
  if (!reader.accept('older')) return 0n;
  const amount = BigInt(wholeNumber(reader));
  return amount * ticksPer[wordOf(reader, 'days', 'hours')];
}

function readTables(reader: Reader): string[] {
  if (reader.accept('all', 'tables')) return [];
  return reader.accept('tables', '(') ? closed(reader, () => reader.series(() => reader.name())) : [reader.name()];
}

function closed<T>(reader: Reader, read: () => T): T {
  const found = read();
  reader.expect(')');
  return found;
}

function readTrim(reader: Reader): Pick<Filter, 'trim'> {
  if (!reader.accept('trim', 'by')) return {};
  const by = wordOf(reader, 'extentsize', 'datasize');
  const amount = wholeNumber(reader);
  return { trim: { by, bytes: amount * bytesPer[wordOf(reader, 'bytes', 'mb', 'gb')] } };
}

function readFilter(reader: Reader): Filter {
  const olderThanTicks = readAge(reader);
  reader.expect('from');
  const tables = readTables(reader);
  const trim = readTrim(reader);
  const limit = reader.accept('limit') ? { limit: wholeNumber(reader) } : {};
  return { tables, olderThanTicks, ...trim, ...limit };
}

function readIds(reader: Reader): Drop['chosen'] {
  const ids = /^\(/.test(reader.rest()) ? reader.list(() => reader.value()) : [reader.value()];
  return { ids, table: reader.accept('from') ? reader.name() : undefined };
}

function readDrop(text: string): Drop {
  const reader = new Reader(text);
  reader.expect('.');
  const pretends = wordOf(reader, 'drop-pretend', 'drop') === 'drop-pretend';
  const isOne = wordOf(reader, 'extents', 'extent') === 'extent';
  const whatif = reader.accept('whatif');
  if (reader.accept('<|')) return { pretends: pretends || whatif, chosen: { query: reader.rest() } };
  const byId = isOne || /^\(/.test(reader.rest());
  if (byId && pretends) throw badRequest("'.drop-pretend extents' does not take ids.");
  const chosen = byId ? readIds(reader) : readFilter(reader);
  if (whatif || !/^(?:$|\||;\s*$)/.test(reader.rest()))
    throw syntaxProblem(`unexpected '${reader.rest().slice(0, 40)}'`);
  return { pretends, chosen };
}

/** As `.show extents` shows it: what an extent takes is a part of what its data took. */
const sizeOf = ({ originalSize }: StoredExtent, by: 'extentsize' | 'datasize'): number =>
  Number(originalSize) / (by === 'extentsize' ? 4 : 1);

/** The oldest go first, until what is left has the wanted size. */
function trimmed(extents: readonly StoredExtent[], { by, bytes }: NonNullable<Filter['trim']>): Set<string> {
  let left = extents.reduce((sum, extent) => sum + sizeOf(extent, by), 0);
  const gone = new Set<string>();
  for (const extent of extents) {
    if (left <= bytes) break;
    gone.add(extent.id);
    left -= sizeOf(extent, by);
  }
  return gone;
}

const byAge = (one: StoredExtent, other: StoredExtent): number =>
  one.maxCreated < other.maxCreated ? -1 : one.maxCreated > other.maxCreated ? 1 : one.number - other.number;

async function filtered(
  session: Session,
  { tables, nowTicks }: { tables: readonly TableEntry[]; nowTicks: bigint },
  { olderThanTicks, trim, limit }: Filter,
): Promise<StoredExtent[]> {
  const extents = (await listExtents(session, tables)).sort(byAge);
  const gone = trim === undefined ? undefined : trimmed(extents, trim);
  return extents
    .filter(({ maxCreated }) => olderThanTicks === 0n || maxCreated < nowTicks - olderThanTicks)
    .filter(({ id }) => gone?.has(id) ?? true)
    .slice(0, limit);
}

async function doomed(
  request: Request,
  session: Session,
  draft: Draft,
  chosen: Drop['chosen'],
): Promise<StoredExtent[]> {
  const all = [...draft.tables.values()];
  if ('query' in chosen)
    return chosenExtents(session, all, await queriedExtents(request, chosen.query, ['ExtentId', 'TableName']));
  if ('ids' in chosen)
    return chosenExtents(session, chosen.table === undefined ? all : [findTable(draft, chosen.table)], chosen.ids);
  const tables = chosen.tables.length === 0 ? all : chosen.tables.map((name) => findTable(draft, name));
  return filtered(session, { tables, nowTicks: request.engine.clock.nowTicks() }, chosen);
}

const shown = { ExtentId: 'guid', TableName: 'string', CreatedOn: 'datetime' } as const;

/** Drops the extents that a query, their ids or their properties name, or, pretending, only tells them. */
async function drop(request: Request): Promise<Result> {
  const { pretends, chosen } = readDrop(request.text);
  const rows = await request.database.change(async (session, draft) => {
    const extents = await doomed(request, session, draft, chosen);
    const tables = [...draft.tables.values()];
    for (const table of pretends ? [] : tables) {
      const numbers = extents.filter(({ tableId }) => tableId === table.id).map(({ number }) => number);
      await deleteExtents(session, table, numbers);
    }
    const names = new Map(tables.map(({ id, name }) => [id, name]));
    return extents.map(({ id, tableId, maxCreated }) => [id, names.get(tableId) ?? '', maxCreated]);
  });
  return resultOf(shown, rows);
}

/** Source: https://learn.microsoft.com/kusto/management/drop-extents */
export const extentDropCommands: Commands = {
  DropExtents: drop,
  DropExtent: drop,
  DropPretendExtentsByProperties: drop,
};
