import { type Command, decodeCommand } from './command.ts';
import { type QueryCatalog, QueryProblem } from './contract.ts';
import { splitInlineIngestion } from './inline-data.ts';
import { Converter, diagnosticsOf } from './parser/convert.ts';
import { load, quiet } from './parser/load.ts';
import { Recent } from './parser/recent.ts';
import { schemaOf } from './parser/schema.ts';
import { type Parsed, withoutIds } from './parser/without-ids.ts';
import type { Diagnostic, SyntaxNode } from './syntax.ts';

const parses = new Recent<Parsed>(512);

function parse(given: string, catalog: QueryCatalog): Parsed {
  const { text, catalog: named, restore } = withoutIds(given, catalog);
  const { serial, globals } = schemaOf(named, text);
  const parsed = parses.get(`${serial} ${text}`, () =>
    quiet(() => {
      const code = load().language.KustoCode.ParseAndAnalyze(text, globals);
      return { root: new Converter(text).node(code.Syntax, 'Root'), diagnostics: diagnosticsOf(code) };
    }),
  );
  return restore(parsed);
}

/**
 * Parses a command without searching all command grammars for the closest one, which takes the parser about 50 ms a text.
 * Only a text that is not a known command is parsed again with the search on, for its diagnostics.
 */
function parseQuickly(text: string, catalog: QueryCatalog): Parsed {
  const { PartialParser } = load().language.Parsing;
  const search = PartialParser.ScanPartialBest;
  PartialParser.ScanPartialBest = () => -1;
  try {
    return parse(text, catalog);
  } finally {
    PartialParser.ScanPartialBest = search;
  }
}

function problemOf(diagnostics: readonly Diagnostic[]): QueryProblem | undefined {
  const first = diagnostics.find(({ kind }) => kind === 'syntax') ?? diagnostics[0];
  if (first === undefined) return undefined;
  const where = `${first.message} (at ${first.start}, ${first.code})`;
  return first.kind === 'syntax'
    ? new QueryProblem('SYN0002', `Syntax error: ${where}`)
    : new QueryProblem('SEM0100', `Semantic error: ${where}`);
}

/** A bound query, and what is wrong with it: SYN0002 when it is none, SEM0100 when a name or type in it is wrong. */
export function inspectQuery(
  text: string,
  catalog: QueryCatalog,
): { readonly root: SyntaxNode; readonly problem?: QueryProblem } {
  const { root, diagnostics } = parse(text, catalog);
  const problem = problemOf(diagnostics);
  return problem === undefined ? { root } : { root, problem };
}

/** Parses and binds a query; throws what is wrong with it. */
export function parseQuery(text: string, catalog: QueryCatalog): SyntaxNode {
  const { root, problem } = inspectQuery(text, catalog);
  if (problem !== undefined) throw problem;
  return root;
}

/** A management command; undefined for a text that is no command the grammar knows. */
export function recognizedCommand(text: string, catalog: QueryCatalog): Command | undefined {
  const inline = splitInlineIngestion(text);
  const parsed = inline?.command ?? text;
  const { root, diagnostics } = parseQuickly(parsed, catalog);
  const command = decodeCommand(root, parsed, diagnostics);
  return command === undefined || inline === undefined ? command : { ...command, data: inline.data };
}

/**
 * Parses a management command. Throws SYN0002 for a text that is no command the grammar knows; names that do not exist are
 * reported in `diagnostics` only, because each command answers for them in its own way.
 */
export function parseCommand(text: string, catalog: QueryCatalog): Command {
  const command = recognizedCommand(text, catalog);
  if (command !== undefined) return command;
  const parsed = splitInlineIngestion(text)?.command ?? text;
  const detailed = quiet(() => {
    const { globals } = schemaOf(catalog, text);
    return diagnosticsOf(load().language.KustoCode.ParseAndAnalyze(parsed, globals));
  });
  throw (
    problemOf(detailed) ?? new QueryProblem('SYN0002', `Syntax error: unknown command: ${text.trim().slice(0, 80)}`)
  );
}
