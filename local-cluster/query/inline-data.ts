/** An inline ingestion in two parts: what the grammar reads, with a stand-in for the rows, and the rows as they came. */
export interface InlineIngestion {
  readonly command: string;
  readonly data: string;
}

const piped = /^\s*\.ingest\s+inline\b[^|]*?<\|/i;
const name = String.raw`(?:\[\s*(?:'[^']*'|"[^"]*")\s*\]|[\w.-]+)`;
const bracketed = new RegExp(
  String.raw`^(\s*\.ingest\s+inline\s+into\s+(?:table\s+)?${name}\s*(?:with\s*\((?:[^()"']|"[^"]*"|'[^']*')*\)\s*)?)(\[[\s\S]*\])\s*$`,
  'i',
);

/**
 * Rows follow `<|`, or each stands in brackets on a line of its own; undefined for any other command.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline
 */
export function splitInlineIngestion(text: string): InlineIngestion | undefined {
  const [, command, rows] = bracketed.exec(text) ?? [];
  if (command !== undefined && rows !== undefined)
    return { command: `${command}<| -`, data: rows.slice(1, -1).replaceAll(/\][ \t]*\r?\n\s*\[/g, '\n') };
  const [head] = piped.exec(text) ?? [];
  return head === undefined ? undefined : { command: `${head} -`, data: text.slice(head.length) };
}
