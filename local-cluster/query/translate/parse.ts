import type { KustoType } from '../contract.ts';
import { list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { convert, textOf } from './convert.ts';
import { groupsIn } from './functions/texts.ts';
import { nullOf } from './literals.ts';
import { columnSql, type Item, project, quoteText, type Relation, restrict } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow, wrong } from './scope.ts';
import { columnsOf } from './sources.ts';
import { parameterOf } from './union.ts';

interface Target {
  readonly name: string;
  readonly type: KustoType;
}

/** What a value of a type looks like where nothing but its own form ends it. */
const forms: Partial<Record<KustoType, string>> = {
  int: '-?\\d+',
  long: '-?\\d+',
  real: '-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?',
  decimal: '-?\\d+(?:\\.\\d+)?',
  bool: '\\w+',
  guid: '[0-9a-fA-F-]+',
  datetime: '\\S+',
  timespan: '\\S+',
};

const isText = (node: SyntaxNode): boolean => /StringLiteralExpression$/.test(node.kind);
const isTarget = (node: SyntaxNode): boolean => /^Name(?:AndType)?Declaration$/.test(node.kind);
const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}\-/]/g, '\\$&');

function targetOf(node: SyntaxNode, outputs: ReadonlyMap<string, KustoType>): Target {
  const name = nameOf(node.kind === 'NameDeclaration' ? node : require(node, 'Name'));
  return { name, type: outputs.get(name) ?? 'string' };
}

/** Texts are greedy where constants are expressions, as the page's examples show; `U` makes them lazy. */
function capture({ name, type }: Target, next: SyntaxNode | undefined, kind: string): string {
  if (next === undefined) return '(.*)\\z';
  const form = forms[type];
  if (isText(next)) {
    if (kind !== 'regex') return '(.*?)';
    return type === 'int' || type === 'long' ? `(${form})` : '(.*)';
  }
  if (form === undefined) throw wrong(`in parse nothing tells where column ${name} ends`);
  return `(${form})`;
}

interface Pattern {
  readonly regex: string;
  /** Where each target's capture is among the groups of the expression, those of the user included. */
  readonly groups: readonly number[];
  readonly targets: readonly Target[];
}

function patternOf(node: SyntaxNode, kind: string): Pattern {
  const parts = list(node, 'Patterns');
  const outputs = new Map(columnsOf(node).map(({ name, type }) => [name, type]));
  const targets = parts.filter(isTarget).map((part) => targetOf(part, outputs));
  const pieces = parts.map((part, index) => {
    if (part.kind === 'StarExpression') return '.*?';
    if (isText(part)) return kind === 'regex' ? `(?:${part.value ?? ''})` : escaped(part.value ?? '');
    if (!isTarget(part)) throw unsupported('pattern of parse', part.text);
    return capture(targetOf(part, outputs), parts[index + 1], kind);
  });
  const flags = kind === 'regex' ? parameterOf(node, 'flags') : 's';
  if (flags !== undefined && !/^[Umsi]+$/.test(flags)) throw unsupported('flag of parse', flags);
  const groups = parts.flatMap((part, index) =>
    isTarget(part) ? [groupsIn(pieces.slice(0, index).join('')) + 1] : [],
  );
  return { regex: `${flags === undefined ? '' : `(?${flags})`}\\A${pieces.join('')}`, groups, targets };
}

/** Each value is computed once, however many columns its row's verdict decides on. */
function withValues(input: Relation, text: string, { regex, groups, targets }: Pattern): Relation {
  const values = targets.map(({ type }, index) => {
    const captured = `regexp_extract(t."$text", ${quoteText(regex)}, ${groups[index]})`;
    return `${convert(captured, 'string', type)} AS "$value-${index}"`;
  });
  const matches = `regexp_matches(t."$text", ${quoteText(regex)}) AS "$matches"`;
  const texts = `(SELECT t.*, ${text} AS "$text" FROM ${input.from} AS t)`;
  return { ...input, from: `(SELECT t.*, ${[matches, ...values].join(', ')} FROM ${texts} AS t)` };
}

/** With a strict kind one value that is not of its column's type empties all columns of the row. */
const conditionOf = ({ targets }: Pattern, kind: string): string =>
  [
    't."$matches"',
    ...targets.flatMap(({ type }, index) =>
      type === 'string' || kind === 'relaxed' ? [] : [`t."$value-${index}" IS NOT NULL`],
    ),
  ].join(' AND ');

const kinds = ['simple', 'relaxed', 'regex'];

/** Source: https://learn.microsoft.com/kusto/query/parse-operator; `onMismatch` is what tells it from parse-where. */
export function parse(
  node: SyntaxNode,
  input: Relation,
  { scope, into, onMismatch }: { scope: Scope; into: Translation; onMismatch: 'keep' | 'drop' },
): Relation {
  const kind = parameterOf(node, 'kind') ?? 'simple';
  if (!kinds.includes(kind)) throw unsupported('kind of parse', kind);
  const source = require(node, 'Expression');
  const text = textOf(into.scalar(source, withRow(scope, input)), typeOf(source));
  const pattern = patternOf(node, kind);
  const condition = conditionOf(pattern, kind);
  const parsed = withValues(input, text, pattern);
  const items = columnsOf(node).map((column): Item => {
    const index = pattern.targets.findLastIndex(({ name }) => name === column.name);
    if (index < 0) return { column, sql: columnSql(input, column.name) };
    return { column, sql: `CASE WHEN ${condition} THEN t."$value-${index}" ELSE ${nullOf(column.type)} END` };
  });
  return project(onMismatch === 'drop' ? restrict(parsed, `WHERE ${condition}`) : parsed, items);
}
