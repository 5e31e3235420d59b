import type { Input, Inputs } from './command.ts';
import { connection, storage } from './inputs.ts';

/** Everybody has these in the environment, and a storage URI may carry a signature; which part of a config file counts is said. */
const unsaid: ReadonlySet<string> = new Set(
  [...Object.keys(connection), ...Object.keys(storage), 'dry-run'].filter(
    (name) => name !== 'config' && name !== 'environment',
  ),
);

/** The command that does what a request asks for, without what is its default or says where; `changed` are values in place of those that were asked for. */
export function commandLine(
  verb: string,
  inputs: Inputs,
  request: Readonly<Record<string, unknown>>,
  changed: Readonly<Record<string, string>> = {},
): string {
  const flags = Object.entries(inputs).flatMap(([name, input]) => {
    const value = textOf(changed[name] ?? request[name]);
    if (unsaid.has(name) || value === undefined || value === defaultOf(input)) return [];
    return input.type === 'switch' ? [`--${name}`] : [`--${name} ${quoted(value)}`];
  });
  return ['kusto-rebuild', verb, ...flags].join(' ');
}

/** The command that takes a snapshot of tables of the database that a request is for. It names the database always, since the config file may list several. */
export function snapshotLine(
  {
    database,
    config,
    environment,
  }: Readonly<Record<'config' | 'environment', string | undefined>> & {
    readonly database: string;
  },
  tables: readonly string[],
): string {
  const flags = Object.entries({ tables, database, config, environment }).flatMap(([name, given]) => {
    const value = textOf(given);
    return value === undefined ? [] : [`--${name} ${quoted(value)}`];
  });
  return ['kusto-rebuild snapshot', ...flags].join(' ');
}

/** Undefined for what was not given. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === false) return undefined;
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return text === '' ? undefined : text;
}

function defaultOf(input: Input): string | undefined {
  return 'default' in input ? input.default : undefined;
}

function quoted(text: string): string {
  return /^[\w.,:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
