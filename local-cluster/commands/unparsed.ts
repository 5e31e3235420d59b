import type { Command } from '../query/command.ts';

interface Form {
  readonly pattern: RegExp;
  readonly kind: string;
}

/**
 * Documented commands that the official grammar does not read, by their first words; each is read by its own command from the
 * text. https://learn.microsoft.com/kusto/management/replace-extents, …/update-table-command, …/execute-database-script
 * (which has to run the commands before the one that is wrong), …/materialized-views/materialized-view-drop,
 * …/move-extents (`all … with`), …/drop-extents (`from tables (…)`), …/alter-ingestion-time-policy-command (`false`)
 */
const forms: readonly Form[] = [
  { pattern: /^\s*\.replace\s+(?:async\s+)?extents\s+in\s+table\b/i, kind: 'ReplaceExtents' },
  { pattern: /^\s*\.move\s+(?:async\s+)?extents\b/i, kind: 'MoveExtents' },
  { pattern: /^\s*\.update\s+(?:async\s+)?table\b/i, kind: 'TableDataUpdate' },
  { pattern: /^\s*\.execute\s+(?:database\s+)?script\b/i, kind: 'ExecuteDatabaseScript' },
  { pattern: /^\s*\.drop\s+materialized-view\b[^|]*$/i, kind: 'DropMaterializedView' },
  { pattern: /^\s*\.drop\s+extents\s[^<|(]*\bfrom\s+tables\s*\(/i, kind: 'DropExtents' },
  {
    pattern: /^\s*\.alter\s+tables?\b[^|]*\bpolicy\s+ingestiontime\s+false\s*$/i,
    kind: 'AlterTablePolicyIngestionTime',
  },
];

/** The command a text starts as, with nothing read but its words; undefined where the grammar is to read it. */
export function unparsedCommand(text: string): Command | undefined {
  const form = forms.find(({ pattern }) => pattern.test(text));
  if (form === undefined) return undefined;
  return {
    kind: form.kind,
    words: [],
    argument: () => undefined,
    arguments: () => [],
    path: () => [],
    columns: [],
    properties: {},
    resultSchema: [],
    diagnostics: [],
  };
}
