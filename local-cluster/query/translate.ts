import { type KustoType, type QueryCatalog, QueryProblem, type TranslatedQuery } from './contract.ts';
import { decodeString } from './literal.ts';
import { inspectQuery } from './parser.ts';
import { refuseUnsupported } from './refusals.ts';
import { countOf } from './request-options.ts';
import { argumentsOf, child, list, nameOf, require, type SyntaxNode } from './syntax.ts';
import { translateScalar } from './translate/expression.ts';
import { readLiteral } from './translate/literals.ts';
import { applyOperator } from './translate/operators.ts';
import { optionsOf, under, watchCursor } from './translate/options.ts';
import { asDeclared, isNumber } from './translate/parameters.ts';
import { itemsOf, quoteText, type Relation, selectList } from './translate/relation.ts';
import { type Binding, type Scope, type Translation, typeOf, unsupported, withName, wrong } from './translate/scope.ts';
import { called, dataTable, named, print, qualified, range } from './translate/sources.ts';
import { union } from './translate/union.ts';
import { isKustoType, parseType } from './type-name.ts';
import { withoutWildcards } from './wildcards.ts';

type Rule = (node: SyntaxNode, scope: Scope, into: Translation) => Relation;

const inner: Rule = (node, scope, into) => into.tabular(require(node, 'Expression'), scope);

const pipe: Rule = (node, scope, into) =>
  applyOperator(require(node, 'Operator'), inner(node, scope, into), { names: scope.names }, into);

/** Tabular expressions that are no operator on an input, keyed by the grammar's word. */
export const sources: Readonly<Record<string, Rule>> = {
  PipeExpression: pipe,
  ParenthesizedExpression: inner,
  NameReference: named,
  PathExpression: qualified,
  FunctionCallExpression: called,
  DataTableExpression: dataTable,
  PrintOperator: print,
  RangeOperator: range,
  MaterializeExpression: inner,
  UnionOperator: (node, scope, into) => union(node, undefined, scope, into),
};

function translateTabular(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const rule = sources[node.kind];
  if (rule === undefined) throw unsupported('tabular expression', `${node.kind} in ${node.text.slice(0, 60)}`);
  return rule(node, scope, into);
}

/** The value of a let statement or an argument. A string literal is kept as text for what must be known beforehand. */
function bindingOf(node: SyntaxNode, scope: Scope, into: Translation): Binding {
  if (node.tabular) return { kind: 'tabular', relation: into.tabular(node, scope) };
  const outer = scope.names.get(nameOf(node));
  const text = node.kind === 'NameReference' && outer?.kind === 'scalar' ? outer.text : constantOf(node, into);
  const sql = `(${into.scalar(node, scope)})`;
  return { kind: 'scalar', sql, type: typeOf(node), ...(text === undefined ? {} : { text }) };
}

function constantOf(node: SyntaxNode, into: Translation): string | undefined {
  if (node.type === 'string' && node.kind.endsWith('LiteralExpression')) return node.value;
  return /^(?:cursor_current|current_cursor)\s*\(\s*\)$/.test(node.text) ? into.catalog.currentCursor : undefined;
}

/** Let statements of a query or of a function body. */
function bindLets(statements: readonly SyntaxNode[], scope: Scope, into: Translation): Scope {
  return statements
    .filter((statement) => statement.kind === 'LetStatement')
    .reduce((known, statement) => {
      const value = require(statement, 'Expression');
      const name = nameOf(require(statement, 'Name'));
      if (value.kind === 'FunctionDeclaration') return withName(known, name, { kind: 'function', names: known.names });
      return withName(known, name, bindingOf(value, known, into));
    }, scope);
}

/** The argument for a parameter: by name, by position, or the declared default. */
function argumentFor(call: SyntaxNode, name: string, index: number): SyntaxNode | undefined {
  const given = argumentsOf(call);
  const isNamed = (node: SyntaxNode): boolean => node.kind === 'SimpleNamedExpression';
  const byName = given.find((node) => isNamed(node) && nameOf(require(node, 'Name')) === name);
  const byPosition = given[index];
  return byName ?? (byPosition !== undefined && isNamed(byPosition) ? undefined : byPosition);
}

function defaultBinding(name: string, fallback: string | undefined): Binding {
  if (fallback === undefined) throw wrong(`the function needs a value for ${name}`);
  if (/^[h@]?["']/.test(fallback)) return parameterBinding('string', fallback);
  const [, word] = /^(\w+)\(/.exec(fallback) ?? [];
  if (word !== undefined && isKustoType(word)) return { kind: 'scalar', sql: readLiteral(word, fallback), type: word };
  if (/^-?\d+$/.test(fallback)) return { kind: 'scalar', sql: readLiteral('long', fallback), type: 'long' };
  if (/^-?(?:\d+\.\d*|\d*\.\d+|\d+(?=e))(?:e[+-]?\d+)?$/i.test(fallback))
    return { kind: 'scalar', sql: readLiteral('real', fallback), type: 'real' };
  if (/^\d+(?:\.\d+)?[a-z]+$/.test(fallback))
    return { kind: 'scalar', sql: readLiteral('timespan', fallback), type: 'timespan' };
  if (/^(?:true|false)$/.test(fallback)) return { kind: 'scalar', sql: readLiteral('bool', fallback), type: 'bool' };
  throw unsupported('default value', fallback);
}

/** A function sees its parameters and what was known where it was written, neither the row nor the names of its caller. */
function enterFunction(
  call: SyntaxNode,
  scope: Scope,
  into: Translation,
  piped: readonly Relation[] = [],
): ReturnType<Translation['enter']> {
  const found = call.called?.();
  if (found === undefined) return undefined;
  const parameters = found.parameters.map(({ name, type, fallback }, index): readonly [string, Binding] => {
    const relation = piped[index];
    if (relation !== undefined) return [name, { kind: 'tabular', relation }];
    const given = argumentFor(call, name, index - piped.length);
    const binding = given === undefined ? defaultBinding(name, fallback) : bindingOf(given, scope, into);
    return [name, asDeclared(binding, { name, type, isLiteral: given === undefined || isNumber(given) })];
  });
  const written = scope.names.get(nameOf(require(call, 'Name')));
  const names = new Map([...(written?.kind === 'function' ? written.names : []), ...parameters]);
  return { body: found.body, scope: bindLets(list(found.body, 'Statements'), { names }, into) };
}

function bindParameters(root: readonly SyntaxNode[], given: Readonly<Record<string, string>>): Scope {
  const declared = root
    .filter(({ kind }) => kind === 'QueryParametersStatement')
    .flatMap((node) => list(node, 'Parameters'));
  const declaredNames = declared.map((parameter) => nameOf(require(parameter, 'NameAndType').children[0] ?? parameter));
  const undeclared = Object.keys(given).find((name) => !declaredNames.includes(name));
  if (undeclared !== undefined)
    throw wrong(`the query parameter '${undeclared}' is given, and the query does not declare it`);
  const names = declared.map((parameter): readonly [string, Binding] => {
    const [name, , type] = require(parameter, 'NameAndType').children;
    const word = parseType(type?.text ?? '');
    const fallback = child(parameter, 'DefaultValue');
    const text = given[nameOf(name ?? parameter)] ?? (fallback && require(fallback, 'Value').text);
    if (word === undefined) throw unsupported('type of a query parameter', type?.text ?? '');
    if (text === undefined) throw wrong(`the query parameter ${nameOf(name ?? parameter)} has no value`);
    return [nameOf(name ?? parameter), parameterBinding(word, text)];
  });
  return { names: new Map(names) };
}

function parameterBinding(type: KustoType, text: string): Binding {
  const quoted = type === 'string' && /^[h@]?["']/.test(text);
  const value = quoted ? decodeString(text) : text;
  if (type === 'string') return { kind: 'scalar', sql: quoteText(value), type, text: value };
  return { kind: 'scalar', sql: readLiteral(type, value), type };
}

const ignored = new Set(['LetStatement', 'SetOptionStatement', 'QueryParametersStatement', 'ExpressionStatement']);

function resultOf(root: SyntaxNode): SyntaxNode {
  const statements = list(root, 'Statements');
  const foreign = statements.find(({ kind }) => !ignored.has(kind));
  if (foreign !== undefined) throw unsupported('statement', foreign.text.slice(0, 40));
  const queries = statements.filter(({ kind }) => kind === 'ExpressionStatement');
  const [query] = queries;
  if (query === undefined) throw new QueryProblem('SYN0002', 'Syntax error: the text has no query');
  if (queries.length > 1) throw unsupported('text', 'several queries in one request');
  return require(query, 'Expression');
}

function translationOf(text: string, catalog: QueryCatalog): Translation {
  const into: Translation = {
    catalog,
    text,
    elsewhere: (other) => translationOf(text, other),
    scalar: (node, scope) => translateScalar(node, scope, into),
    tabular: (node, scope) => translateTabular(node, scope, into),
    enter: (call, scope) => enterFunction(call, scope, into),
    invoke: (call, input, scope) => {
      const entered = enterFunction(call, scope, into, [input]);
      if (entered === undefined) throw unsupported('invoked function', call.text.slice(0, 80));
      return into.tabular(require(entered.body, 'Expression'), entered.scope);
    },
  };
  return into;
}

/**
 * Translates a query into one DuckDB SELECT. `parameters` are the values of `declare query_parameters`, as literals; the
 * catalog's when they are not given.
 * Throws QueryProblem: SYN0002 for what is no query, SEM0100 for names and types, LOCAL0001 for what is not supported here.
 */
export function translateQuery(
  text: string,
  catalog: QueryCatalog,
  parameters: Readonly<Record<string, string>> = catalog.parameters ?? {},
): TranslatedQuery {
  const { root, problem } = inspectQuery(text, catalog);
  const expanded = withoutWildcards(text, root, catalog);
  if (expanded !== undefined) return translateQuery(expanded, catalog, parameters);
  if (problem?.code !== 'SYN0002') refuseUnsupported(root);
  if (problem !== undefined) throw problem;
  const statements = list(root, 'Statements');
  const options = optionsOf(statements, catalog.options ?? {});
  const watched = watchCursor(under(options, catalog));
  const into = translationOf(text, watched.catalog);
  const query = resultOf(root);
  const scope = bindLets(statements, bindParameters(statements, parameters), into);
  if (!query.tabular) throw unsupported('query', 'a scalar expression on its own');
  const relation = into.tabular(query, scope);
  const most = countOf(options, 'query_take_max_records');
  const limit = most === undefined ? '' : ` LIMIT ${most}`;
  return {
    sql: `SELECT ${selectList(itemsOf(relation))} FROM ${relation.from} AS t${limit}`,
    columns: relation.columns,
    options,
    ...watched.seen(),
  };
}
