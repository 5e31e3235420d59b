import type { Catalog, TableEntry } from '../engine/catalog.ts';
import { findTable } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import type { Engine } from '../engine/engine.ts';
import { badRequest } from '../problem.ts';
import type { Command } from '../query/command.ts';
import type { Column, KustoType } from '../query/contract.ts';
import type { Cell, Identity, Result } from '../wire.ts';

/** One command to run. */
export interface Request {
  readonly engine: Engine;
  readonly database: Database;
  readonly command: Command;
  readonly text: string;
  readonly identity: Identity;
  /** Runs a command or a query that is part of this one. */
  readonly perform: (text: string) => Promise<Result>;
}

export type Run = (request: Request) => Promise<Result> | Result;

/** Commands by the grammar's name of their kind. */
export type Commands = Readonly<Record<string, Run>>;

/** `{ Name: 'string', Rows: 'long' }` as columns. */
export function columnsOf(definition: Readonly<Record<string, KustoType>>): Column[] {
  return Object.entries(definition).map(([name, type]) => ({ name, type }));
}

export function resultOf(definition: Readonly<Record<string, KustoType>>, rows: readonly (readonly Cell[])[]): Result {
  return { columns: columnsOf(definition), rows };
}

/** The command's argument; the grammar vouches for its presence. */
export function argument({ command }: Request, label: string): string {
  const value = command.argument(label);
  if (value === undefined) throw badRequest(`The command '${command.kind}' has no ${label}.`);
  return value;
}

/** The table the command names. */
export function tableOf(request: Request, catalog: Pick<Catalog, 'tables'> = request.database.catalog): TableEntry {
  return findTable(catalog, argument(request, 'TableName'));
}

export interface Properties {
  text(name: string): string | undefined;
  flag(name: string, fallback: boolean): boolean;
  integer(name: string, fallback: number): number;
  /** A JSON array of texts. */
  texts(name: string): string[];
}

/** The command's `with (…)` list. Names are not case-sensitive; one that is not known here is an error. */
export function properties({ command }: Request, ...known: readonly string[]): Properties {
  return readProperties(command.properties, known);
}

/** The same for properties that came another way. */
export function readProperties(given: Readonly<Record<string, string>>, known: readonly string[]): Properties {
  const allowed = new Set(known.map((name) => name.toLowerCase()));
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (!allowed.has(name.toLowerCase())) throw badRequest(`The property '${name}' is not supported by this command.`);
    values.set(name.toLowerCase(), value);
  }
  const text = (name: string) => values.get(name.toLowerCase());
  return {
    text,
    flag: (name, fallback) => readFlag(name, text(name)) ?? fallback,
    integer: (name, fallback) => readInteger(name, text(name)) ?? fallback,
    texts: (name) => readTexts(name, text(name)),
  };
}

function readFlag(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (!/^(true|false)$/i.test(value)) throw badRequest(`The property '${name}' is true or false, not '${value}'.`);
  return value.toLowerCase() === 'true';
}

function readInteger(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw badRequest(`The property '${name}' is a whole number, not '${value}'.`);
  return Number(value);
}

/** A list of texts; empty where the property is not given. Throws ClusterProblem for anything else. */
export function readTexts(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  const list: unknown = parseJson(name, value);
  if (!Array.isArray(list) || !list.every((each) => typeof each === 'string'))
    throw badRequest(`The property '${name}' is a JSON array of strings, not ${value.slice(0, 80)}.`);
  return list;
}

/** Reads JSON that came with a command; text that is none is the caller's mistake. */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badRequest(`'${what}' is not valid JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}
