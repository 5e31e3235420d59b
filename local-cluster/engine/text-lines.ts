import type { Column, KustoType } from '../query/contract.ts';
import { jsonText, textOf } from '../query/translate/convert.ts';
import { sqlText } from './store.ts';

const delimiters = { csv: ',', tsv: '\t' } as const;
type Delimited = keyof typeof delimiters;

const special = { csv: '[",\\r\\n]', tsv: '["\\t\\r\\n]' } as const;

function fieldText(sql: string, type: KustoType): string {
  return type === 'dynamic' ? `coalesce(${sql}, '')` : textOf(sql, type);
}

function quoted(sql: string, format: Delimited): string {
  return `CASE WHEN regexp_matches(${sql}, ${sqlText(special[format])}) THEN '"' || replace(${sql}, '"', '""') || '"' ELSE ${sql} END`;
}

function delimitedLine(columns: readonly Column[], format: Delimited): string {
  const fields = columns.map(({ type }, index) => quoted(fieldText(`x${index}`, type), format));
  const line = fields.join(` || ${sqlText(delimiters[format])} || `);
  return columns.length === 1 ? `coalesce(nullif(${line}, ''), '""')` : line;
}

function jsonLine(columns: readonly Column[]): string {
  const members = columns.map(
    ({ name, type }, index) => `${sqlText(`${JSON.stringify(name)}:`)} || ${jsonText(`x${index}`, type)}`,
  );
  return `'{' || ${members.join(" || ',' || ")} || '}'`;
}

/**
 * SQL for the line that a row is in a text format, from its values `x0`, `x1`, …: those of `tostring()`, dynamics as JSON; a null is
 * an empty field, or null in JSON. Which texts the service writes no page says; it reads these.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
export function lineOf(columns: readonly Column[], format: Delimited | 'json'): string {
  return format === 'json' ? jsonLine(columns) : delimitedLine(columns, format);
}

/** The line of column names; JSON has none. */
export function headerLine(columns: readonly Column[], format: Delimited | 'json'): string {
  if (format === 'json') return '';
  const names = columns.map(({ name }) => {
    return new RegExp(special[format]).test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  });
  return `${names.join(delimiters[format])}\n`;
}
