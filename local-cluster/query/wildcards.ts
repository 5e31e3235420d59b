import type { QueryCatalog } from './contract.ts';
import { child, list, nameOf, require, type SyntaxNode, walk } from './syntax.ts';

interface Known {
  readonly name: string;
  readonly text: string;
}

const bracketed = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `['${name}']`);

/** What a wildcard can stand for: tables, materialized views, stored views, and let functions declared with `view`. */
function knownNames(root: SyntaxNode, catalog: QueryCatalog): Known[] {
  const stored = [...catalog.tables, ...(catalog.materializedViews ?? [])].map(({ name }) => name);
  const views = catalog.functions.filter(({ view }) => view === true).map(({ name }) => name);
  const lets = list(root, 'Statements')
    .filter((statement) => statement.kind === 'LetStatement')
    .filter((statement) => child(require(statement, 'Expression'), 'ViewKeyword') !== undefined)
    .map((statement) => nameOf(require(statement, 'Name')));
  return [
    ...stored.map((name) => ({ name, text: bracketed(name) })),
    ...[...views, ...lets].map((name) => ({ name, text: `${bracketed(name)}()` })),
  ];
}

const isWildcard = (node: SyntaxNode): boolean => child(node, 'Name')?.kind === 'WildcardedName';

/** A view named without parentheses, which only a union allows. */
const isBareView = (node: SyntaxNode): boolean => node.kind === 'NameReference' && node.symbol?.kind === 'function';

/** The names that fit a pattern in which `*` stands for any characters. */
export function namesLike(pattern: string, names: readonly string[]): string[] {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[^\w]/g, '\\$&'));
  const expression = new RegExp(`^${escaped.join('.*')}$`);
  return names.filter((name) => expression.test(name));
}

function matches(pattern: string, known: readonly Known[]): string[] {
  const found = new Set(
    namesLike(
      pattern,
      known.map(({ name }) => name),
    ),
  );
  return known.filter(({ name }) => found.has(name)).map(({ text }) => text);
}

/**
 * The text with the wildcards and views of its unions written out, because the grammar knows the columns of tables only;
 * undefined when there are none. Source: https://learn.microsoft.com/kusto/query/union-operator
 */
export function withoutWildcards(text: string, root: SyntaxNode, catalog: QueryCatalog): string | undefined {
  const found = [...walk(root)]
    .filter(({ kind }) => kind === 'UnionOperator')
    .flatMap((union) => list(union, 'Expressions').filter((leg) => isWildcard(leg) || isBareView(leg)));
  if (found.length === 0) return undefined;
  const known = knownNames(root, catalog);
  return [...found]
    .sort((left, right) => right.start - left.start)
    .reduce((written, leg) => {
      const { start, text: pattern } = leg;
      const names = isWildcard(leg) ? matches(pattern.trim(), known) : [`${pattern.trim()}()`];
      const replacement = names.length === 0 ? bracketed(pattern.trim()) : names.join(', ');
      return written.slice(0, start) + replacement + written.slice(start + pattern.length);
    }, text);
}
