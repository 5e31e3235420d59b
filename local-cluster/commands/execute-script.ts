import { randomUUID } from 'node:crypto';
import { shownProblem } from '../engine/blobs.ts';
import { badRequest, ClusterProblem, syntaxProblem } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { Reader } from './reader.ts';
import { flagOf, readProperties } from './reader-properties.ts';
import { type Commands, type Request, resultOf } from './request.ts';

/**
 * A command starts at each line that begins with a dot, outside of fenced text; comments between commands belong to none. What else
 * stands before the first is refused.
 */
function splitScript(script: string): string[] {
  const commands: string[][] = [];
  let fenced = false;
  for (const line of script.split(/\r?\n/)) {
    if (!fenced && /^\s*\./.test(line)) commands.push([]);
    if (commands.length === 0 && !/^\s*(?:$|\/\/)/.test(line))
      throw syntaxProblem(`'${line.trim().slice(0, 80)}' in a script is no command`);
    commands.at(-1)?.push(line);
    if ((line.match(/```/g) ?? []).length % 2 === 1) fenced = !fenced;
  }
  return commands.map((lines) => trimEnd(lines).join('\n').trim());
}

/** Without the blank and comment lines, and the semicolon, that stand before the next command. */
function trimEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => !/^\s*(?:$|\/\/)/.test(line));
  const kept = lines.slice(0, last + 1);
  return kept.map((line, index) => (index === last ? line.replace(/;\s*$/, '') : line));
}

interface Script {
  readonly onError: 'stop' | 'continue' | 'throw';
  readonly commands: readonly string[];
}

function readScript(text: string): Script {
  const reader = new Reader(text);
  reader.expect('.', 'execute');
  reader.accept('database');
  reader.expect('script');
  const given = readProperties(reader, ['ContinueOnErrors', 'ThrowOnErrors']);
  const [goesOn, throws] = [flagOf(given, 'ContinueOnErrors'), flagOf(given, 'ThrowOnErrors')];
  if (goesOn && throws) throw badRequest('Only one of ContinueOnErrors and ThrowOnErrors is allowed.');
  reader.expect('<|');
  const script = text.slice(text.indexOf('<|') + 2);
  return { onError: throws ? 'throw' : goesOn ? 'continue' : 'stop', commands: splitScript(script) };
}

const columns = {
  OperationId: 'guid',
  CommandType: 'string',
  CommandText: 'string',
  Result: 'string',
  Reason: 'string',
} as const;

function commandType(text: string): string {
  return (/^\.([\w-]+(?:\s+[\w-]+)?)/.exec(text)?.[1] ?? '')
    .split(/[\s-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

const hidden = /\b[hH](?:@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

/** Obfuscated texts, and the signature of any other, are not shown. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string#obfuscated-string-literals */
function withoutSecrets(text: string): string {
  return text.replace(hidden, 'h"***"').replaceAll(/\bsig=[^&\s"';]*/g, 'sig=***');
}

async function runOne(request: Request, text: string): Promise<{ result: string; reason: string; cause?: unknown }> {
  if (/^\.show\b/i.test(text)) return { result: 'Skipped', reason: '' };
  try {
    await request.perform(text);
    return { result: 'Completed', reason: '' };
  } catch (cause) {
    if (!(cause instanceof ClusterProblem)) throw cause;
    return { result: 'Failed', reason: shownProblem(cause), cause };
  }
}

/**
 * Runs commands one after another; what was done stays done. A command that fails ends the script and, unless errors are to
 * be thrown, not the command that runs it. Source: https://learn.microsoft.com/kusto/management/execute-database-script
 */
async function execute(request: Request): Promise<Result> {
  const { onError, commands } = readScript(request.text);
  const rows: Cell[][] = [];
  for (const text of commands) {
    const { result, reason, cause } = await runOne(request, text);
    if (cause !== undefined && onError === 'throw') throw cause;
    rows.push([randomUUID(), commandType(text), withoutSecrets(text), result, reason]);
    if (cause !== undefined && onError === 'stop') break;
  }
  return resultOf(columns, rows);
}

/** The commands of an executed script that succeeded, by its answer. */
export function completedCommands({ rows }: Result): string[] {
  return rows.flatMap(([_id, _type, text, result]) => (result === 'Completed' ? [String(text)] : []));
}

export const executeScriptCommands: Commands = { ExecuteDatabaseScript: execute };
