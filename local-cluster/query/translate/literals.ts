import { type KustoType, storageType } from '../contract.ts';
import { canonicalDecimal } from '../decimal.ts';
import { literalBody } from '../literal.ts';
import type { SyntaxNode } from '../syntax.ts';
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from '../ticks.ts';
import { quoteText } from './relation.ts';
import { unsupported, wrong } from './scope.ts';

/** The null of a type; a string has none and is empty instead. */
export const nullOf = (type: KustoType): string => (type === 'string' ? "''" : `CAST(NULL AS ${storageType[type]})`);

function integer(body: string): bigint {
  if (!/^[+-]?(?:\d+|0[xX][\da-fA-F]+)$/.test(body)) throw wrong(`${body} is not a whole number`);
  const negative = body.startsWith('-');
  const size = BigInt(body.replace(/^[+-]/, ''));
  return negative ? -size : size;
}

const reals: Readonly<Record<string, string>> = { nan: 'nan', '+inf': 'inf', inf: 'inf', '-inf': '-inf' };

function instant(value: bigint | undefined, body: string): bigint {
  if (value === undefined) throw wrong(`${body} is not a valid datetime or timespan`);
  return value;
}

const ticks = (value: bigint | undefined, body: string): string => `CAST(${instant(value, body)} AS BIGINT)`;

function checked(value: string | undefined, body: string): string {
  if (value === undefined) throw wrong(`${body} is not a valid literal`);
  return value;
}

function truth(body: string): string {
  const [, isTrue, isFalse] = /^(?:(true|1)|(false|0))$/i.exec(body) ?? [];
  if (isTrue === undefined && isFalse === undefined) throw wrong(`${body} is not a bool: true, false or null`);
  return isTrue === undefined ? 'FALSE' : 'TRUE';
}

function number(body: string): string {
  const special = reals[body.toLowerCase()];
  if (special === undefined && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(body))
    throw wrong(`${body} is not a number`);
  return `CAST(${quoteText(special ?? body)} AS DOUBLE)`;
}

const readers: Readonly<Record<KustoType, (body: string) => string>> = {
  bool: truth,
  int: (body) => `CAST(${integer(body)} AS INTEGER)`,
  long: (body) => `CAST(${integer(body)} AS BIGINT)`,
  real: number,
  decimal: (body) => quoteText(checked(canonicalDecimal(body), body)),
  datetime: (body) => ticks(body.toLowerCase() === 'min' ? 0n : parseDatetime(body), body),
  timespan: (body) => ticks(parseTimespan(body), body),
  guid: (body) => `CAST(${quoteText(checked(/^[\da-f-]{32,36}$/i.exec(body)?.[0], body))} AS UUID)`,
  string: quoteText,
  dynamic: (body) => quoteText(body),
};

/** SQL of a literal's text, with or without `type(…)` around it. */
export function readLiteral(type: KustoType, text: string): string {
  const body = literalBody(text);
  return type !== 'string' && body.toLowerCase() === 'null' ? nullOf(type) : readers[type](body);
}

/** JSON text of a node inside `dynamic(…)`. Literals of types that JSON lacks become their text. */
export function jsonOf(node: SyntaxNode): string {
  if (node.kind === 'JsonArrayExpression')
    return `[${node.children
      .filter(({ kind }) => !kind.endsWith('Token'))
      .map(jsonOf)
      .join(',')}]`;
  if (node.kind === 'JsonObjectExpression')
    return `{${node.children
      .filter(({ kind }) => kind === 'JsonPair')
      .map(jsonPair)
      .join(',')}}`;
  if (node.value !== undefined) return JSON.stringify(node.value);
  if (node.kind === 'UnaryMinusExpression') return `-${jsonOf(node.children[1] ?? node)}`;
  return jsonScalar(node);
}

function jsonPair(node: SyntaxNode): string {
  const [name, , value] = node.children;
  return `${JSON.stringify(name?.value ?? name?.text ?? '')}:${value === undefined ? 'null' : jsonOf(value)}`;
}

function jsonScalar(node: SyntaxNode): string {
  const body = literalBody(node.text);
  if (body.toLowerCase() === 'null') return 'null';
  if (node.type === 'bool') return String(/^(?:true|1)$/i.test(body));
  if (node.type === 'int' || node.type === 'long') return String(integer(body));
  if (node.type === 'real') return body.replace(/^\./, '0.');
  if (node.type === 'datetime') return JSON.stringify(formatDatetime(instant(parseDatetime(body), body)));
  if (node.type === 'timespan') return JSON.stringify(formatTimespan(instant(parseTimespan(body), body)));
  if (node.type === 'guid' || node.type === 'decimal') return JSON.stringify(body);
  throw unsupported('dynamic literal', node.text.slice(0, 80));
}

/** SQL of `dynamic(…)`; a JSON null is the null value. */
export function readDynamic(node: SyntaxNode): string {
  const inner = node.children.find(({ label }) => label === 'Expression') ?? node;
  const json = jsonOf(inner);
  return json === 'null' ? nullOf('dynamic') : quoteText(json);
}
