import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type Column, columnTypes } from '../column.ts';
import type { Problem } from '../problem.ts';
import type { TableManifest } from './manifest.ts';

/** How the columns of a snapshot become those of the table that takes their place; every other column keeps its name. */
export const columnShape = z.strictObject({
  renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** Columns of the snapshot that do not come back. */
  dropped: z.array(z.string()),
  /** Columns that the snapshot does not have, without values. */
  added: z.array(z.strictObject({ name: z.string(), type: z.enum(columnTypes) })),
});
export type ColumnShape = z.infer<typeof columnShape>;

/** What was asked for by table, and everything that is wrong with it at once. */
export interface ColumnMap {
  readonly shapes: ReadonlyMap<string, ColumnShape>;
  readonly problems: readonly Problem[];
}

interface Known {
  readonly tables: readonly Pick<TableManifest, 'name' | 'columns'>[];
  readonly live: readonly { readonly name: string; readonly columns: readonly Column[] }[];
}

/**
 * Reads entries `T.old=new`, `T.gone=-` for a column that does not come back, and `T.since=+` for a column of the live table that the snapshot does not have. By name,
 * never by place: both sides have to be there, and of the same type. What is renamed or added has to be in the live table where there is one.
 */
export function readColumnMap(entries: readonly string[], known: Known): ColumnMap {
  const shapes = new Map<string, ColumnShape>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const read = readEntry(entry, known, shapes);
    if ('problem' in read) problems.push(read.problem);
    else shapes.set(read.table, read.shape);
  }
  for (const [table, shape] of shapes) problems.push(...checkWhole(table, shape, known));
  return { shapes, problems };
}

function readEntry(
  entry: string,
  { tables, live }: Known,
  shapes: ReadonlyMap<string, ColumnShape>,
): { readonly table: string; readonly shape: ColumnShape } | { readonly problem: Problem } {
  const [, left, right] = /^(.+?)=(.+)$/.exec(entry) ?? [];
  if (left === undefined || right === undefined)
    return { problem: wrong(entry, 'it is not of the form T.old=new, T.gone=- or T.since=+', []) };
  const table = tables
    .filter(({ name }) => left.startsWith(`${name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  const names = tables.map(({ name }) => name);
  if (table === undefined)
    return { problem: wrong(entry, 'the snapshot has no such table', nearest(left.split('.')[0] ?? '', names)) };
  const column = left.slice(table.name.length + 1);
  const shape = shapes.get(table.name) ?? { renamed: [], dropped: [], added: [] };
  const there = live.find(({ name }) => name === table.name)?.columns;
  const stored = table.columns.find(({ name }) => name === column);
  const done = (next: Partial<ColumnShape>) => ({ table: table.name, shape: { ...shape, ...next } });
  if (right === '+') {
    const found = there?.find(({ name }) => name === column);
    if (found === undefined)
      return { problem: wrong(entry, 'the live table has no such column', nearest(column, namesOf(there ?? []))) };
    return done({ added: [...shape.added, { name: found.name, type: found.type }] });
  }
  if (stored === undefined)
    return { problem: wrong(entry, 'the snapshot has no such column', nearest(column, namesOf(table.columns))) };
  if (right === '-') return done({ dropped: [...shape.dropped, column] });
  const target = there?.find(({ name }) => name === right);
  if (there !== undefined && target === undefined)
    return { problem: wrong(entry, `the live table has no column ${right}`, nearest(right, namesOf(there))) };
  if (target !== undefined && target.type !== stored.type)
    return { problem: wrong(entry, `${column} is ${stored.type} in the snapshot, and ${right} is ${target.type}`, []) };
  return done({ renamed: [...shape.renamed, { from: column, to: right }] });
}

/** A column has one place, and a name one column. */
function checkWhole(table: string, shape: ColumnShape, { tables }: Known): readonly Problem[] {
  const stored = tables.find(({ name }) => name === table)?.columns ?? [];
  const sources = [...shape.renamed.map(({ from }) => from), ...shape.dropped];
  const after = namesOf(shapedColumns(stored, shape));
  const problems = [
    ...doubled(sources).map((name) => wrong(`${table}.${name}`, 'it is named more than once', [])),
    ...doubled(after).map((name) => wrong(`${table}.${name}`, 'more than one column would have this name', [])),
  ];
  return after.length === 0 ? [...problems, wrong(table, 'no column would be left', [])] : problems;
}

const doubled = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, place) => names.indexOf(name) < place)),
];
const namesOf = (columns: readonly { readonly name: string }[]): readonly string[] => columns.map(({ name }) => name);

function nearest(name: string, known: readonly string[]): readonly string[] {
  const apart = (one: string): number => distance(one.toLowerCase(), name.toLowerCase());
  return known.toSorted((a, b) => apart(a) - apart(b)).slice(0, 1);
}

function wrong(entry: string, why: string, near: readonly string[]): Problem {
  return {
    code: 'input',
    summary: `The input columns has ${JSON.stringify(entry)}: ${why}.`,
    ...(near.length === 0 ? {} : { detail: `Did you mean ${near.join()}? Names are case-sensitive.` }),
    next: 'Say T.old=new for a column that has another name now, T.gone=- for one that is not to come back, T.since=+ for one that came since.',
  };
}

type Stored = TableManifest['columns'][number];

/** The columns in the snapshot's order under their new names, then those that are added. */
function shapedColumns(columns: readonly Stored[], shape: ColumnShape): Stored[] {
  const names = new Map(shape.renamed.map(({ from, to }) => [from, to]));
  const kept = columns.filter(({ name }) => !shape.dropped.includes(name));
  return [
    ...kept.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })),
    ...shape.added.map((column): Stored => ({ ...column, form: 'native', fidelity: 'exact' })),
  ];
}

/** The table as it is once it took that shape. Its fingerprint is that of the snapshot still, which is another one where columns come or go. */
export function shaped(table: TableManifest, shape: ColumnShape | undefined): TableManifest {
  return shape === undefined ? table : { ...table, columns: shapedColumns(table.columns, shape) };
}

/** One column after the other, in an order in which no name is taken. */
export function renameSteps({ renamed, dropped }: ColumnShape, columns: readonly Column[]): ColumnShape['renamed'] {
  const taken = namesOf(columns).filter((name) => !dropped.includes(name));
  if (renamed.every(({ to }) => !taken.includes(to))) return renamed;
  const aside = renamed.map(({ from }, place) => ({ from, to: `kr_column_${place}` }));
  return [...aside, ...renamed.map(({ to }, place) => ({ from: `kr_column_${place}`, to }))];
}
