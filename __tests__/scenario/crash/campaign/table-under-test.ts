import type { Talk, Value } from '../../../contract/local-cluster/talk.ts';
import type { PlannedTable } from './seed-plan.ts';

/** Ids of rows that come later are above all of the snapshot. */
const firstLater = 1_000_000;

export function quoted(name: string): string {
  return `['${name.replaceAll("'", "\\'")}']`;
}

/** The table that an update policy fills from this one. */
export function derivedName({ name }: PlannedTable): string {
  return `derived of ${name}`;
}

/** Makes the table and its rows, each batch an ingestion of its own. */
export async function fill(talk: Talk, table: PlannedTable): Promise<void> {
  const name = quoted(table.name);
  const columns = ['Id:long', 'Note:string', ...table.columns.map((column) => `${column.name}:${column.type}`)];
  await talk.command(`.create table ${name} (${columns.join(', ')}) with (folder='campaign')`);
  await talk.command(`.alter table ${name} policy caching hot = 30d`);
  if (table.kind === 'source-of-update-policy') await derive(talk, table);
  let from = 1;
  for (const [place, rows] of table.batches.entries()) {
    const isUntimed = table.kind === 'partly-untimed' && place === 0;
    if (isUntimed) await talk.command(`.alter table ${name} policy ingestiontime false`);
    const values = ['Id=i', 'Note=strcat("n", tostring(i))', ...table.columns.map((one) => `${one.name}=${one.value}`)];
    await talk.command(
      `.append ${name} <| range i from ${from} to ${from + rows - 1} step 1 | project ${values.join(', ')}`,
    );
    if (isUntimed) await talk.command(`.alter table ${name} policy ingestiontime true`);
    from += rows;
  }
}

async function derive(talk: Talk, table: PlannedTable): Promise<void> {
  const derived = quoted(derivedName(table));
  const policy = {
    IsEnabled: true,
    Source: table.name,
    Query: `${quoted(table.name)} | project Id, Note`,
    IsTransactional: true,
  };
  const text = JSON.stringify([policy]).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  await talk.command(`.create table ${derived} (Id:long, Note:string)`);
  await talk.command(`.alter table ${derived} policy update '${text}'`);
}

/** What a careless deployment does. */
export async function damage(talk: Talk, { name: plain, damage: how, batches }: PlannedTable): Promise<void> {
  const name = quoted(plain);
  const last = batches.reduce((sum, rows) => sum + rows, 0);
  const texts: Record<PlannedTable['damage'], string> = {
    'table dropped': `.drop table ${name}`,
    'rows deleted': `.delete table ${name} records <| ${name} | where Id <= ${last} and Id % 3 == 1`,
    'table cleared': `.clear table ${name} data`,
    'column dropped': `.drop column ${name}.c0`,
    'column retyped': `.alter column ${name}.Note type=dynamic`,
    'contents replaced': `.set-or-replace ${name} <| ${name} | where Id > ${last}`,
  };
  await talk.command(texts[how]);
}

/** Rows by id; a row that is there twice is told. */
export interface Contents {
  readonly byId: ReadonlyMap<number, string>;
  readonly twice: readonly number[];
}

/** All columns but `Id`, by name, so that a column that went and came back is no difference by its place. */
export async function contentsOf(talk: Talk, name: string): Promise<Contents> {
  const { status, columns, rows, message } = await talk.tryQuery(quoted(name));
  if (status !== 200) throw new Error(`${name}: ${message}`);
  const place = columns.indexOf('Id');
  const byId = new Map<number, string>();
  const twice: number[] = [];
  for (const row of rows) {
    const id = Number(row[place]);
    if (byId.has(id)) twice.push(id);
    const values: Record<string, Value> = Object.fromEntries(
      columns.map((column, index) => [column, row[index] ?? null]),
    );
    byId.set(id, JSON.stringify(values, columns.toSorted()));
  }
  return { byId, twice };
}

export function isOfSnapshot(id: number): boolean {
  return id < firstLater;
}

/** One line of a writer, with an id that no other row of any table has. */
export function laterRow(place: number, number: number): { readonly id: number; readonly line: string } {
  const id = firstLater * (place + 1) + number;
  return { id, line: `${id},later` };
}
