import { badRequest } from '../problem.ts';
import type { Command } from '../query/command.ts';

interface Unlisted {
  readonly kind: string;
  readonly form: RegExp;
  /** The page that documents the command. */
  readonly source: string;
}

/** Commands that the service documents and the official grammar does not know. */
export const unlistedCommands: readonly Unlisted[] = [
  {
    kind: 'GetIngestionResources',
    form: /^\s*\.get\s+ingestion\s+resources\b/,
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    kind: 'GetKustoIdentityToken',
    form: /^\s*\.get\s+kusto\s+identity\s+token\b/,
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
];

/** Reads one of the commands above; undefined when the text is none of them. */
export function readUnlisted(text: string): Command | undefined {
  const found = unlistedCommands.find(({ form }) => form.test(text));
  if (found === undefined) return undefined;
  const [, pipe, rest = ''] = /^\s*(?:\|\s*(.+))?(.*)$/s.exec(text.replace(found.form, '').trim()) ?? [];
  if (rest !== '') throw badRequest(`Nothing can follow the command, not '${rest.slice(0, 40)}'.`);
  return {
    kind: found.kind,
    words: [],
    argument: () => undefined,
    arguments: () => [],
    path: () => [],
    columns: [],
    properties: {},
    ...(pipe === undefined ? {} : { pipe }),
    resultSchema: [],
    diagnostics: [],
  };
}
