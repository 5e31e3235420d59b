import type { Document } from '../kql/json.ts';
import { literalValue } from '../kql/literal.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { tokensOf } from './canonical-text.ts';

/** One of the values that the folder of a file is made of. */
export interface Partition {
  readonly name: string;
  /** Absent for one that only folders have. */
  readonly column?: string;
  readonly by?: string;
}

/** `Name: type [= function(column, …) | = column]`, separated by commas. */
export function readPartitions(text: string): readonly Partition[] | undefined {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token.kind === 'string' ? literalValue(token.text) : token.text);
  }
  const read = parts.filter((part) => part.length > 0).map(readPartition);
  return read.every((one) => one !== undefined) ? read : undefined;
}

function readPartition(tokens: readonly string[]): Partition | undefined {
  const plain = tokens.filter((token) => token !== '[' && token !== ']');
  const [name, colon, , equals, first, open, column, ...rest] = plain;
  if (name === undefined || colon !== ':') return undefined;
  if (equals === undefined) return { name };
  if (equals !== '=' || first === undefined) return undefined;
  if (open === undefined) return { name, column: first };
  if (open !== '(' || column === undefined) return undefined;
  const argument = rest.filter((token) => token !== ',').slice(0, -1);
  const word = first.toLowerCase();
  const by = word === 'bin' ? `bin ${spanOf(argument.join(''))}` : [word, ...argument].join(' ');
  return { name, column, by };
}

/** The same as the service shows it. */
export function livePartition({ Name, ColumnName, Mod, Function: word, Span }: Document): Partition {
  const span = Span === undefined || Span === null ? '' : ` ${spanOf(String(Span))}`;
  const by = typeof Mod === 'number' ? `hash ${Mod}` : typeof word === 'string' ? `${word.toLowerCase()}${span}` : '';
  return {
    name: String(Name),
    ...(typeof ColumnName === 'string' && { column: ColumnName }),
    ...(by !== '' && { by }),
  };
}

function spanOf(text: string): string {
  const ticks = parseTimespan(text);
  return ticks === undefined ? text : formatTimespan(ticks);
}

/** The path that folders are named by, in one spelling. */
export function canonicalPath(text: string): string {
  return tokensOf(text)
    .map((token) => (token.kind === 'string' ? JSON.stringify(literalValue(token.text)) : token.text))
    .join(' ');
}
