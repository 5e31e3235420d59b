import { parseDatetime } from '../engine/time.ts';
import { badRequest } from '../problem.ts';
import type { Reader } from './reader.ts';

export type Given = ReadonlyMap<string, string>;

/** Reads `with (name=value, …)` where it comes next. Names are not case-sensitive; one that is not known here is an error. */
export function readProperties(reader: Reader, known: readonly string[]): Given {
  if (!reader.accept('with')) return new Map();
  const pairs = reader.list(() => {
    const name = reader.name().toLowerCase();
    reader.expect('=');
    return [name, reader.value()] as const;
  });
  const allowed = new Set(known.map((name) => name.toLowerCase()));
  const foreign = pairs.find(([name]) => !allowed.has(name));
  if (foreign !== undefined) throw badRequest(`The property '${foreign[0]}' is not supported by this command.`);
  const twice = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw badRequest(`The property '${twice[0]}' is given twice.`);
  return new Map(pairs);
}

export function flagOf(given: Given, name: string): boolean {
  const value = (given.get(name.toLowerCase()) ?? 'false').toLowerCase();
  if (value !== 'true' && value !== 'false')
    throw badRequest(`The property '${name}' is true or false, not '${value}'.`);
  return value === 'true';
}

/** Reads `datetime(2020-01-01)` or the same as a text. */
export function instantOf(given: Given, name: string): bigint | undefined {
  const value = given.get(name.toLowerCase());
  if (value === undefined) return undefined;
  const ticks = parseDatetime(value.replace(/^datetime\((.*)\)$/, '$1'));
  if (ticks === undefined) throw badRequest(`The property '${name}' is a datetime, not '${value}'.`);
  return ticks;
}
