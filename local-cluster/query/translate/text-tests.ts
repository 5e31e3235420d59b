import { list, require, type SyntaxNode } from '../syntax.ts';
import { convert, textOf } from './convert.ts';
import { columnSql, identifiers, quoteText } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported } from './scope.ts';

const inTerm = '[\\p{L}\\p{N}]';
const before = '(?:^|[^\\p{L}\\p{N}])';
const after = '(?:$|[^\\p{L}\\p{N}])';

interface TermTest {
  readonly flags: '(?is)' | '(?s)';
  /** Which ends of the needle have to be ends of a term. */
  readonly edges: 'both' | 'first' | 'last';
}

const termTests: Readonly<Record<string, TermTest>> = {
  HasExpression: { flags: '(?is)', edges: 'both' },
  NotHasExpression: { flags: '(?is)', edges: 'both' },
  HasCsExpression: { flags: '(?s)', edges: 'both' },
  NotHasCsExpression: { flags: '(?s)', edges: 'both' },
  HasPrefixExpression: { flags: '(?is)', edges: 'first' },
  NotHasPrefixExpression: { flags: '(?is)', edges: 'first' },
  HasPrefixCsExpression: { flags: '(?s)', edges: 'first' },
  NotHasPrefixCsExpression: { flags: '(?s)', edges: 'first' },
  HasSuffixExpression: { flags: '(?is)', edges: 'last' },
  NotHasSuffixExpression: { flags: '(?is)', edges: 'last' },
  HasSuffixCsExpression: { flags: '(?s)', edges: 'last' },
  NotHasSuffixCsExpression: { flags: '(?s)', edges: 'last' },
};

/** A term is a run of letters and digits. Source: https://learn.microsoft.com/kusto/query/datatypes-string-operators */
function termPattern(needle: string, edges: TermTest['edges']): string {
  const escaped = needle.replaceAll(/[\\^$.|?*+()[\]{}\-/]/g, '\\$&');
  const starts = new RegExp(`^${inTerm}`, 'u').test(needle) && edges !== 'last';
  const ends = new RegExp(`${inTerm}$`, 'u').test(needle) && edges !== 'first';
  return `${starts ? before : ''}${escaped}${ends ? after : ''}`;
}

/** The same for a needle known only when the query runs. */
function termPatternSql(needle: string, edges: TermTest['edges']): string {
  const side = (at: string, pattern: string): string =>
    `CASE WHEN regexp_matches(${needle}, ${quoteText(at)}) THEN ${quoteText(pattern)} ELSE '' END`;
  const start = edges === 'last' ? "''" : side(`^${inTerm}`, before);
  const end = edges === 'first' ? "''" : side(`${inTerm}$`, after);
  return `${start} || regexp_escape(${needle}) || ${end}`;
}

function hasTerm(text: string, needle: SyntaxNode, { flags, edges }: TermTest, context: Context): string {
  if (needle.value !== undefined && needle.kind.endsWith('LiteralExpression'))
    return `regexp_matches(${text}, ${quoteText(flags + termPattern(needle.value, edges))})`;
  return `regexp_matches(${text}, ${quoteText(flags)} || ${termPatternSql(asText(needle, context), edges)})`;
}

type TextTest = (left: string, right: string) => string;
const fold =
  (test: TextTest): TextTest =>
  (left, right) =>
    test(`lower(${left})`, `lower(${right})`);
const contains: TextTest = (left, right) => `contains(${left}, ${right})`;
const starts: TextTest = (left, right) => `starts_with(${left}, ${right})`;
const ends: TextTest = (left, right) => `ends_with(${left}, ${right})`;
const same: TextTest = (left, right) => `(${left} = ${right})`;

const textTests: Readonly<Record<string, TextTest>> = {
  EqualTildeExpression: fold(same),
  BangTildeExpression: fold(same),
  ContainsExpression: fold(contains),
  NotContainsExpression: fold(contains),
  ContainsCsExpression: contains,
  NotContainsCsExpression: contains,
  StartsWithExpression: fold(starts),
  NotStartsWithExpression: fold(starts),
  StartsWithCsExpression: starts,
  NotStartsWithCsExpression: starts,
  EndsWithExpression: fold(ends),
  NotEndsWithExpression: fold(ends),
  EndsWithCsExpression: ends,
  NotEndsWithCsExpression: ends,
  MatchesRegexExpression: (left, right) => `regexp_matches(${left}, ${right})`,
};

interface Context {
  readonly scope: Scope;
  readonly into: Translation;
}

const asText = (node: SyntaxNode, { scope, into }: Context): string =>
  convert(into.scalar(node, scope), typeOf(node), 'string');

/** The text on the left; `*` is each column of the row, and one that satisfies the condition is enough. */
function leftTexts(node: SyntaxNode, context: Context): readonly string[] {
  if (node.kind !== 'StarExpression') return [asText(node, context)];
  const { row } = context.scope;
  return row === undefined ? [] : row.columns.map(({ name, type }) => textOf(columnSql(row, name), type));
}

function testOf(node: SyntaxNode, text: string, context: Context): string {
  const right = require(node, 'Right');
  const term = termTests[node.kind];
  if (term !== undefined) return hasTerm(text, right, term, context);
  return textTests[node.kind]?.(text, asText(right, context)) ?? 'FALSE';
}

const isNegated = (kind: string): boolean => kind.startsWith('Not') || kind === 'BangTildeExpression';

function compareTexts(node: SyntaxNode, context: Context): string {
  const tests = leftTexts(require(node, 'Left'), context).map((text) => testOf(node, text, context));
  const found = tests.length === 1 ? tests.join('') : `(${['FALSE', ...tests].join(' OR ')})`;
  return isNegated(node.kind) ? `(NOT ${found})` : found;
}

/** One needle is in the text, or each element of a dynamic, or each value of a query's first column. */
function hasEach(text: string, needle: SyntaxNode, context: Context, isEnough: 'any' | 'all'): string {
  if (!needle.tabular && typeOf(needle) !== 'dynamic') return hasTerm(text, needle, anyCase, context);
  const found = `regexp_matches(${text}, '(?is)' || ${termPatternSql('e', 'both')})`;
  const wanted = isEnough === 'any' ? found : `NOT ${found}`;
  return `(coalesce(len(list_filter(${needlesOf(needle, context)}, lambda e: ${wanted})), 0) ${isEnough === 'any' ? '>' : '='} 0)`;
}

const anyCase: TermTest = { flags: '(?is)', edges: 'both' };

function needlesOf(needle: SyntaxNode, { scope, into }: Context): string {
  if (!needle.tabular) return `CAST(json_extract_string(${into.scalar(needle, scope)}, '$[*]') AS VARCHAR[])`;
  const relation = into.tabular(needle, { names: scope.names });
  const type = relation.columns[0]?.type ?? 'string';
  return `(SELECT list(${convert(`m.${identifiers(relation.columns)[0]}`, type, 'string')}) FROM ${relation.from} AS m)`;
}

function hasSeveral(node: SyntaxNode, context: Context): string {
  const isEnough = node.kind === 'HasAllExpression' ? 'all' : 'any';
  const text = asText(require(node, 'Left'), context);
  const tests = list(require(node, 'Right'), 'Expressions').map((needle) => hasEach(text, needle, context, isEnough));
  if (tests.length === 0) throw unsupported('operand of has_any', node.text.slice(0, 80));
  return `(${tests.join(isEnough === 'all' ? ' AND ' : ' OR ')})`;
}

const severals = ['HasAnyExpression', 'HasAllExpression'];

/** The grammar's words for the operators on texts. */
export const textOperators: readonly string[] = [...Object.keys(textTests), ...Object.keys(termTests), ...severals];

/** Operators on texts; undefined when the node is none of them. */
export function translateTextTest(node: SyntaxNode, scope: Scope, into: Translation): string | undefined {
  if (!textOperators.includes(node.kind)) return undefined;
  const context = { scope, into };
  return severals.includes(node.kind) ? hasSeveral(node, context) : compareTexts(node, context);
}
