import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promises } from '../local-cluster/supported/all.ts';
import { supportedCommands } from '../local-cluster/supported/commands.ts';
import type { SupportedCommands } from '../local-cluster/supported/entry.ts';

/** A command that a cluster ran, and the test that sent it, as `file: name`; '' where that is not known. */
export interface Sent {
  readonly kind: string;
  readonly text: string;
  readonly test: string;
}

/** Tests name themselves in the request id, as `test;views.test.ts;name` encoded, see `__tests__/contract/local-cluster/talk.ts`. */
function testOf(clientRequestId: string): string {
  const own = clientRequestId.startsWith('test%3B') ? decodeURIComponent(clientRequestId) : '';
  const [, file, name] = /^test;([^;]+)\.test\.ts;(.*)$/s.exec(own) ?? [];
  return file === undefined ? '' : `${file}: ${name}`;
}

interface Line {
  readonly status: number;
  readonly kind?: string;
  readonly text: string;
  readonly clientRequestId: string;
}

/** The commands in all journals of a folder that were answered with success. */
export function sentCommands(folder: string): Sent[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  const entries: Line[] = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  return entries.flatMap(({ status, kind, text, clientRequestId }) =>
    status !== 200 || kind === undefined ? [] : [{ kind, text, test: testOf(clientRequestId) }],
  );
}

/** Names of the properties that a command gives in `with (…)`, in small letters; its query or body has none. */
export function propertiesIn(text: string): string[] {
  const [head = ''] = text.replaceAll(/@?'[^']*'|@?"(?:[^"\\]|\\.)*"/gs, "''").split('<|');
  const [, list = ''] = /\bwith\s*\(((?:[^()]|\([^()]*\))*)\)/i.exec(head) ?? [];
  return list
    .replaceAll(/\([^()]*\)/g, '')
    .split(',')
    .flatMap((pair) => /^\s*(\w+)\s*=/.exec(pair)?.[1]?.toLowerCase() ?? []);
}

/** Names, as they are shown, whose witness was run and did not send the command; in a whole run also those that did not run. */
function silentWitnesses(commands: SupportedCommands, sent: readonly Sent[], ran: ReadonlySet<string>): string[] {
  const seen = new Set(sent.map(({ kind, test }) => `${kind} ${test}`));
  return Object.entries(commands).flatMap(([kind, { form, witness }]) =>
    ran.has(witness) && !seen.has(`${kind} ${witness}`)
      ? [`The witness of '${form}' (${kind}) does not send it: ${witness}`]
      : [],
  );
}

function propertyProblems(commands: SupportedCommands, sent: readonly Sent[], isWhole: boolean): string[] {
  const used = new Set(sent.flatMap(({ kind, text }) => propertiesIn(text).map((name) => `${kind} ${name}`)));
  const listed = Object.entries(commands).flatMap(([kind, { properties = [] }]) =>
    properties.map((name) => `${kind} ${name.toLowerCase()}`),
  );
  const unlisted = [...used].filter((property) => !listed.includes(property));
  const unused = isWhole ? listed.filter((property) => !used.has(property)) : [];
  return [
    ...unlisted.map((property) => `A property is used and not documented: ${property}`),
    ...unused.map((property) => `A property is documented and no test uses it: ${property}`),
  ];
}

/** What a run showed of what is promised. */
export interface Shown {
  readonly sent: readonly Sent[];
  /** Tests that passed, as `file: name`. */
  readonly ran: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** What is promised and was not shown, and what was used and is not promised. */
export function witnessProblems(
  { sent, ran, isWhole }: Shown,
  commands: SupportedCommands = supportedCommands,
): string[] {
  const unknown = [...new Set(sent.map(({ kind }) => kind))].filter((kind) => commands[kind] === undefined);
  const absent = Object.entries(promises).flatMap(([what, entries]) =>
    Object.entries(entries).flatMap(([name, { witness }]) =>
      isWhole && !ran.has(witness) ? [`The witness of the ${what} '${name}' did not run: ${witness}`] : [],
    ),
  );
  return [
    ...unknown.map((kind) => `A command is supported and not documented: ${kind}`),
    ...absent,
    ...silentWitnesses(commands, sent, ran),
    ...propertyProblems(commands, sent, isWhole),
  ];
}
