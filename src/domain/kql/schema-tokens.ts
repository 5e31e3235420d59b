import { closest, distance } from 'fastest-levenshtein';
import type { Problem } from '../problem.ts';
import { redact } from '../redact.ts';
import { findInlineDataStart } from './inline-data.ts';
import { positionIn, type Replacement } from './position.ts';
import { type Statement, splitScript } from './script.ts';
import type { StatementReading } from './statement-reading.ts';
import { nextToken, type Token } from './tokens.ts';

/** What stands in schema files in place of a value that differs from one deployment to another. */
export interface SchemaToken {
  readonly name: string;
  /** Holds no line break. */
  readonly value: string;
  /** A secret may stand in obfuscated texts only, which the service does not show. */
  readonly kind: 'plain' | 'secret';
  /** Given for several databases, of which not all need use it. */
  readonly isShared?: true;
}

/** By their names. */
export type SchemaTokens = ReadonlyMap<string, SchemaToken>;

export interface ReplacedStatement {
  readonly statement: Statement;
  /** Names of the tokens that the statement uses, whether or not there is a value. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

const anywhere = /\$\$([A-Za-z_]\w*)\$\$|##([A-Za-z_]\w*)##/g;
const angled = /<([A-Za-z_]\w*)>/g;

/**
 * The statement with values in place of its tokens: `$$name$$` and `##NAME##` wherever they stand but in comments; `<name>` outside of quoted texts, and in them where there is a value
 * for it, since they may hold the like. The rows of inline data are not looked at, nor is a value that came in. A token without a value is a problem: sent as it is it would become part of a body or of a name.
 */
export function replaceTokens(
  statement: Statement,
  { verb, action }: StatementReading,
  tokens: SchemaTokens,
): ReplacedStatement {
  const { text } = statement;
  const rows = verb === 'ingest' && action === 'inline' ? findInlineDataStart(text) : undefined;
  const end = rows ?? text.length;
  const uses = findUses(text.slice(0, end), tokens);
  const names = [...new Set(uses.map(({ name }) => name))];
  if (uses.length === 0) return { statement, names, problems: [] };
  const missing = uses.filter(({ name }) => !tokens.has(name)).map((use) => noValue(statement, use, tokens));
  if (missing.length > 0) return { statement, names, problems: missing };
  const made = withValues(statement, uses, tokens);
  const hidden = redact(made.text);
  const unfit = uses.flatMap((use) => findUnfit(statement, use, tokens, hidden));
  const problems = unfit.length > 0 ? unfit : findBroken(made, made.text.length - (text.length - end));
  return { statement: made, names, problems };
}

interface Use {
  readonly name: string;
  /** As it stands in the file. */
  readonly written: string;
  readonly offset: number;
  /** The quoted text in which it stands. */
  readonly literal?: Token;
}

function findUses(text: string, tokens: SchemaTokens): readonly Use[] {
  const found: Use[] = [];
  let end = 0;
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.start < end || token.kind === 'comment') continue;
    for (const one of token.kind === 'string' ? usesInLiteral(token, tokens) : useAt(text, token.start)) {
      found.push(one);
      end = one.offset + one.written.length;
    }
  }
  return found;
}

function usesInLiteral(literal: Token, tokens: SchemaTokens): readonly Use[] {
  const uses = [anywhere, angled].flatMap((form) =>
    [...literal.text.matchAll(form)].map((match) => ({
      name: nameIn(match),
      written: match[0],
      offset: literal.start + match.index,
      literal,
    })),
  );
  return uses
    .filter(({ written, name }) => !written.startsWith('<') || tokens.has(name))
    .toSorted((a, b) => a.offset - b.offset);
}

function useAt(text: string, offset: number): readonly Use[] {
  for (const { source } of [anywhere, angled]) {
    const form = new RegExp(source, 'y');
    form.lastIndex = offset;
    const match = form.exec(text);
    if (match !== null) return [{ name: nameIn(match), written: match[0], offset }];
  }
  return [];
}

function nameIn(match: RegExpExecArray): string {
  return match[1] ?? match[2] ?? '';
}

function withValues(statement: Statement, uses: readonly Use[], tokens: SchemaTokens): Statement {
  const replaced: Replacement[] = [];
  let text = '';
  let end = 0;
  for (const { name, written, offset } of uses) {
    const { value, kind } = tokens.get(name) ?? { value: written, kind: 'plain' };
    text += statement.text.slice(end, offset);
    replaced.push({
      start: text.length,
      length: value.length,
      original: written,
      ...(kind === 'secret' && { isSecret: true }),
    });
    text += value;
    end = offset + written.length;
  }
  return { ...statement, text: text + statement.text.slice(end), replaced };
}

/** A value that would be something else in its place than a part of it; it is not shown. */
function findUnfit(statement: Statement, use: Use, tokens: SchemaTokens, hidden: string): readonly Problem[] {
  const { value = '', kind } = tokens.get(use.name) ?? {};
  const { literal } = use;
  const wrong = (what: string, next: string): readonly Problem[] => [
    {
      code: 'schema-file',
      summary: `${statement.at.file}: ${what}`,
      next,
      at: positionIn(statement, use.offset),
    },
  ];
  if (kind === 'secret' && !/^h@?['"]/i.test(literal?.text ?? ''))
    return wrong(
      `the secret token ${use.name} stands outside of an obfuscated text, so that the service would show its value.`,
      'Write the letter h right before the quote that begins the text. Or give it among tokens, where it is no secret.',
    );
  // What is told and stored of a command is made so.
  if (kind === 'secret' && hidden.includes(value))
    return wrong(
      `the value of the secret token ${use.name} would be read in what is stored of this command.`,
      'Leave out the quoted text that ends with h before it, or write it in another line; and give a value that stands nowhere else in the command.',
    );
  if (literal === undefined ? isText(value) : staysOpen(literal, value)) return [];
  return literal === undefined
    ? wrong(
        `the value of the token ${use.name} opens a quote or begins a comment.`,
        'Give a value that is complete, or write the token inside of quotes.',
      )
    : wrong(
        `the value of the token ${use.name} does not fit into the quoted text in which it stands.`,
        'Write quotes and backslashes in the value as that kind of text wants them.',
      );
}

function isText(value: string): boolean {
  for (let token = nextToken(value, 0); token !== undefined; token = nextToken(value, token.end))
    if (!token.closed || token.kind === 'comment') return false;
  return true;
}

/** Whether the text goes on behind the value as before. */
function staysOpen({ text }: Token, value: string): boolean {
  const [opening = ''] = /^[hH]?@?(?:```|~~~|['"])/.exec(text) ?? [];
  const whole = `${opening}${value}${opening.replace(/^[hH]?@?/, '')}`;
  const read = nextToken(whole, 0);
  return read?.closed === true && read.end === whole.length;
}

/** With its values it still has to be one command. */
function findBroken(statement: Statement, end: number): readonly Problem[] {
  const code = statement.text.slice(0, end).trimEnd();
  const { statements, problems } = splitScript({ path: statement.at.file, text: code });
  if (problems.length === 0 && statements.length === 1 && statements[0]?.text === code) return [];
  const [first] = problems;
  return [
    {
      code: 'schema-file',
      summary: `${statement.at.file}: with the values of its tokens this is not one command any more.`,
      ...(first !== undefined && { detail: first.summary }),
      next: 'Give values that hold no bracket, quote or comment of their own.',
      at: positionIn(statement, statement.replaced?.[0]?.start ?? 0),
    },
  ];
}

function noValue(statement: Statement, { name, written, offset }: Use, tokens: SchemaTokens): Problem {
  const near = nearest(name, [...tokens.keys()]);
  return {
    code: 'schema-file',
    summary: `${statement.at.file} holds the token ${written}, for which no value is given.`,
    ...(near !== undefined && { detail: `There is a value for ${near}.` }),
    next: `Give it as tokens: ${name}=…, in the environment variable KUSTO_REBUILD_TOKEN_${name}, or under tokens in kusto-rebuild.yml.`,
    at: positionIn(statement, offset),
  };
}

/** The name that was most likely meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(name, [...known]);
  const reach = Math.max(1, Math.ceil(name.length / 3));
  return distance(name.toLowerCase(), found.toLowerCase()) <= reach ? found : undefined;
}
