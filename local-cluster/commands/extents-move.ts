import { type Draft, findTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents, listExtents, moveExtents, type StoredExtent } from '../engine/extents.ts';
import type { Session } from '../engine/store.ts';
import { checkViewSource } from '../engine/views.ts';
import { badRequest, syntaxProblem } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { chosenExtents, queriedExtents, type Window, withinWindow } from './extent-lists.ts';
import { runOperation } from './operations.ts';
import { tableAdminNeeds } from './permissions.ts';
import { Reader } from './reader.ts';
import { flagOf, instantOf, readProperties } from './reader-properties.ts';
import type { Commands, Request } from './request.ts';
import { resultOf } from './request.ts';

function checkTarget(from: TableEntry, to: TableEntry): void {
  if (from.id === to.id) throw badRequest('Extents cannot be moved into their own table.');
  for (const { name, type } of from.columns) {
    const found = to.columns.find((column) => column.name === name);
    if (found?.type !== type)
      throw badRequest(`Column '${name}' of type '${type}' does not exist in table '${to.name}'.`);
  }
}

interface Options {
  readonly target: string;
  readonly asynchronous: boolean;
  readonly ingestionTime: 'keep' | 'renew';
  readonly window: Window;
}

function readOptions(reader: Reader): Pick<Options, 'ingestionTime' | 'window'> {
  const given = readProperties(reader, ['setNewIngestionTime', 'extentCreatedOnFrom', 'extentCreatedOnTo']);
  const window = { from: instantOf(given, 'extentCreatedOnFrom'), to: instantOf(given, 'extentCreatedOnTo') };
  return { ingestionTime: flagOf(given, 'setNewIngestionTime') ? 'renew' : 'keep', window };
}

interface MoveCommand extends Options {
  /** Absent where a query names the extents of any table. */
  readonly source?: string;
  readonly chosen: { readonly ids: readonly string[] } | { readonly query: string } | 'all';
}

function readMove(text: string): MoveCommand {
  const reader = new Reader(text);
  reader.expect('.', 'move');
  const asynchronous = reader.accept('async');
  reader.expect('extents');
  const all = reader.accept('all');
  const source = reader.accept('from', 'table') ? { source: reader.name() } : {};
  reader.expect('to', 'table');
  const head = { asynchronous, ...source, target: reader.name(), ...readOptions(reader) };
  if (!all && reader.accept('<|')) return { ...head, chosen: { query: reader.rest() } };
  const chosen = all ? ('all' as const) : { ids: reader.list(() => reader.value()) };
  reader.end();
  return { ...head, chosen };
}

/** What a query for extents to move has to give. */
const movable = ['ExtentId', 'TableName'];

async function movedExtents(
  request: Request,
  session: Session,
  draft: Draft,
  command: MoveCommand,
): Promise<StoredExtent[]> {
  const { chosen, source, window } = command;
  const tables = source === undefined ? [...draft.tables.values()] : [findTable(draft, source)];
  if (chosen === 'all') return withinWindow(await listExtents(session, tables), window);
  const ids = 'ids' in chosen ? chosen.ids : await queriedExtents(request, chosen.query, movable);
  return withinWindow(await chosenExtents(session, tables, ids), window);
}

/** Moves extents of any number of tables into one. */
async function moveAll(
  request: Request,
  session: Session,
  draft: Draft,
  { extents, options }: { extents: readonly StoredExtent[]; options: Options },
): Promise<Cell[][]> {
  const to = findTable(draft, options.target);
  const rows: Cell[][] = [];
  for (const from of [...draft.tables.values()]) {
    const own = extents.filter(({ tableId }) => tableId === from.id);
    if (own.length === 0) continue;
    checkTarget(from, to);
    const what = `move extents of table '${from.name}'`;
    request.engine.access.check({ catalog: request.database.catalog, needs: tableAdminNeeds([from]), what });
    await checkViewSource(session, draft, { table: from, leaving: own.map(({ number }) => number) });
    const { ingestionTime } = options;
    const moved = await moveExtents(session, draft, {
      from,
      to,
      extents: own,
      ingestionTime,
      nowTicks: request.engine.clock.nowTicks(),
    });
    rows.push(...moved.map(({ original, result }) => [original, result, '']));
  }
  if (rows.length > 0) await checkViewSource(session, draft, { table: to, arriving: options.ingestionTime });
  return rows;
}

const shown = { OriginalExtentId: 'string', ResultExtentId: 'string', Details: 'string' } as const;

type Work = (session: Session, draft: Draft) => Promise<Cell[][]>;

function run(request: Request, name: string, asynchronous: boolean, work: Work): Promise<Result> {
  const execute = async () => resultOf(shown, await request.database.change(work));
  if (!asynchronous) return execute();
  return runOperation(request, { name, asynchronous, persistDetails: true }, async () => ({ result: await execute() }));
}

function move(request: Request): Promise<Result> {
  const options = readMove(request.text);
  return run(request, 'ExtentsMove', options.asynchronous, async (session, draft) => {
    const target = findTable(draft, options.target);
    if (options.source !== undefined) checkTarget(findTable(draft, options.source), target);
    return moveAll(request, session, draft, { extents: await movedExtents(request, session, draft, options), options });
  });
}

interface ReplaceCommand extends Options {
  readonly drop: string;
  readonly move: string;
}

/** Splits `{…}, {…}` at the braces that belong to no literal, comment or inner brace. */
function splitBraces(text: string): string[] {
  const tokens = /\/\/[^\n]*|[hH]?@?"(?:[^"\\\n]|\\.|"")*"|[hH]?@?'(?:[^'\\\n]|\\.|'')*'|```[\s\S]*?```|[{}]/g;
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{' && depth++ === 0) start = index + 1;
    if (token === '}' && --depth === 0) parts.push(text.slice(start, index).trim());
  }
  const outside = parts.reduce((rest, part) => rest.replace(part, ''), text).replace(/[\s{},]/g, '');
  if (depth !== 0 || outside !== '') throw syntaxProblem('expected {query}, {query}');
  return parts;
}

function readReplace(text: string): ReplaceCommand {
  const reader = new Reader(text);
  reader.expect('.', 'replace');
  const asynchronous = reader.accept('async');
  reader.expect('extents', 'in', 'table');
  const head = { asynchronous, target: reader.name(), ...readOptions(reader) };
  reader.expect('<|');
  const [drop, moved, ...more] = splitBraces(reader.rest());
  if (drop === undefined || moved === undefined || more.length > 0) throw syntaxProblem('expected {query}, {query}');
  return { ...head, drop, move: moved };
}

/**
 * Drops extents of a table and moves others in, both or neither. A listed extent that is gone, merged for example, fails the
 * command; a query that finds none does not. Source: https://learn.microsoft.com/kusto/management/replace-extents
 */
function replace(request: Request): Promise<Result> {
  const options = readReplace(request.text);
  return run(request, 'ExtentsReplace', options.asynchronous, async (session, draft) => {
    const target = findTable(draft, options.target);
    const dropIds = await queriedExtents(request, options.drop);
    const moveIds = await queriedExtents(request, options.move, movable);
    const old = withinWindow(await chosenExtents(session, [target], dropIds), options.window);
    const moved = await chosenExtents(session, [...draft.tables.values()], moveIds);
    const extents = withinWindow(moved, options.window);
    const numbers = old.map(({ number }) => number);
    await checkViewSource(session, draft, { table: target, leaving: numbers });
    await deleteExtents(session, target, numbers);
    const rows = await moveAll(request, session, draft, { extents, options });
    return [...old.map(({ id }): Cell[] => [id, '', '']), ...rows];
  });
}

/** Source: https://learn.microsoft.com/kusto/management/move-extents */
export const extentMoveCommands: Commands = { MoveExtents: move, ReplaceExtents: replace };
