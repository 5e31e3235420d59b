import { positionIn } from '../domain/kql/position.ts';
import type { SourcePosition } from '../domain/problem.ts';
import type { SchemaStep, SchemaWarning } from '../domain/schema/plan-schema.ts';
import type { KqlFinding, KqlReader } from '../ports/kql-language.ts';
import type { ReadStatement } from './read-repository.ts';

/** What the parser finds in those commands of the files that a plan runs, at the line and column of it. What they name is looked up in the schema as it is afterwards. */
export function lintStatements(
  statements: readonly ReadStatement[],
  steps: readonly SchemaStep[],
  after: KqlReader,
): readonly SchemaWarning[] {
  const kinds = new Map(steps.flatMap(({ at, kind }) => (at === undefined ? [] : [[show(at), kind] as const])));
  return statements.flatMap((statement) => {
    const kind = kinds.get(show(statement.at));
    if (kind === undefined || unread.has(statement.reading.verb)) return [];
    const looked = after.look(statement.text);
    if (looked.kind === 'not-looked-at')
      return [{ text: `Microsoft's parser did not look at this command: ${looked.why}.`, at: statement.at }];
    const found = looked.findings.filter((finding) => isTelling(finding, statement, kind));
    return withoutConsequences(found).map((finding) => ({
      text: showFinding(finding),
      at: positionIn(statement, finding.start),
    }));
  });
}

/** Rows of inline data are none of the parser's business, and it does not read scripts within scripts. */
const unread: ReadonlySet<string> = new Set(['ingest', 'execute']);

/** Behind a mistake in the grammar most of what is found is a consequence of it. */
function withoutConsequences(found: readonly KqlFinding[]): readonly KqlFinding[] {
  const isBroken = found.some(({ kind }) => kind === 'syntax');
  return isBroken ? found.slice(0, 1) : found;
}

/** A command that does something meets another schema than the one that is there at the end. And the service takes functions without parentheses, as the parser does not. */
function isTelling({ kind, message }: KqlFinding, { reading }: ReadStatement, step: SchemaStep['kind']): boolean {
  if (kind === 'meaning') return step === 'change' && definesQuery.has(reading.noun);
  return reading.noun !== 'function' || !/^Expected: [()]$/.test(message);
}

const definesQuery: ReadonlySet<string> = new Set(['function', 'materialized-view', 'continuous-export']);

const show = ({ file, line, column }: SourcePosition): string => `${file}:${line}:${column ?? ''}`;

/** The parser's sentence, and its code, by which it can be looked up. */
export function showFinding({ message, code }: KqlFinding): string {
  return `${message.replace(/\.$/, '')} (${code}).`;
}
