import type { Problem, SourcePosition } from '../problem.ts';
import type { Statement } from './script.ts';
import type { StatementReading } from './statement-reading.ts';
import { nextToken, type Token } from './tokens.ts';

const anywhere = /\$\$[A-Za-z_]\w*\$\$|##[A-Za-z_]\w*##/g;
const outside = /<[A-Za-z_]\w*>/y;

/**
 * Tokens that a pipeline was to replace and has not: `$$name$$` and `##NAME##` wherever they stand but in comments, `<name>` outside of quoted texts. Sent as they
 * are they would become part of a body or of a name. The rows of inline data are not looked at.
 */
export function leftoverTokens({ text, at }: Statement, reading: StatementReading): readonly Problem[] {
  const isInline = reading.verb === 'ingest' && reading.action === 'inline';
  const code = isInline && text.includes('<|') ? text.slice(0, text.indexOf('<|')) : text;
  return leftovers(code).map(({ token, offset }) => ({
    code: 'schema-file',
    summary: `${at.file} holds the token ${token}, which nothing has replaced.`,
    next: 'Replace it before the deployment.',
    at: positionOf(code, offset, at),
  }));
}

interface Leftover {
  readonly token: string;
  readonly offset: number;
}

function leftovers(text: string): readonly Leftover[] {
  const found: Leftover[] = [];
  let end = 0;
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.start < end || token.kind === 'comment') continue;
    for (const one of leftoversAt(text, token)) {
      found.push(one);
      end = one.offset + one.token.length;
    }
  }
  return found;
}

function leftoversAt(text: string, token: Token): readonly Leftover[] {
  if (token.kind === 'string') {
    return [...token.text.matchAll(anywhere)].map((match) => ({ token: match[0], offset: token.start + match.index }));
  }
  for (const pattern of [new RegExp(anywhere.source, 'y'), outside]) {
    pattern.lastIndex = token.start;
    const match = pattern.exec(text);
    if (match !== null) return [{ token: match[0], offset: token.start }];
  }
  return [];
}

function positionOf(text: string, offset: number, at: SourcePosition): SourcePosition {
  const before = text.slice(0, offset).split('\n');
  const last = before.at(-1) ?? '';
  const first = before.length === 1 ? (at.column ?? 1) : 1;
  return { file: at.file, line: at.line + before.length - 1, column: first + last.length };
}
