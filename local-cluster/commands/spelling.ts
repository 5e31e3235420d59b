import { decodeString } from '../query/literal.ts';

const literal =
  '(?:[hH]?@"(?:[^"]|"")*"|[hH]?@\'(?:[^\']|\'\')*\'|[hH]?"(?:[^"\\\\\\n]|\\\\.)*"|[hH]?\'(?:[^\'\\\\\\n]|\\\\.)*\')';
const name = `(?:\\w+|\\[\\s*${literal}\\s*\\])`;

const adjacent = new RegExp(
  `^(\\s*\\.[\\w-]+\\s[^|{]*?\\b(?:mapping\\s*${literal}|policy\\s+\\w+)\\s*)(${literal}(?:\\s*${literal})+)`,
);
const bare = new RegExp(
  `^(\\s*\\.[\\w-]+\\s+function\\s+(?:ifnotexists\\s+)?(?:with\\s*\\((?:[^()"']|${literal})*\\)\\s*)?${name})(\\s*\\{)`,
);

function join(literals: string): string {
  const texts = [...literals.matchAll(new RegExp(literal, 'g'))].map(([text]) => decodeString(text));
  return JSON.stringify(texts.join(''));
}

/**
 * How to write a text in the one spelling that the official grammar knows, where the service takes more. Commands that have more than one spelling read
 * their arguments from the whole text themselves, where that matters.
 *
 * `.drop column T.C ifexists`, `.drop external table T ifexists`, `.rename table … with (…)` and `.show database D policies` are documented
 * and missing in the grammar, and so is the bare name in `move_extents_from=T`. Sources: https://learn.microsoft.com/kusto/management/drop-column,
 * …/drop-external-table, …/rename-table-command, …/show-database and …/materialized-views/materialized-view-create. Texts side by side are one text everywhere:
 * https://learn.microsoft.com/kusto/query/scalar-data-types/string. A function without parameters is written without parentheses in
 * https://github.com/Azure/ADXIoTAnalytics/blob/main/config/configDB.kql.
 */
export const spellings = {
  dropColumn: (text: string) => text.replace(/^(\s*\.drop\s+column\s[^|]*?)\s+ifexists\s*$/, '$1'),
  renameTable: (text: string) => text.replace(/^(\s*\.rename\s+table\s[^|]*?)\s+with\s*\([^()]*\)\s*$/, '$1'),
  dropExternalTable: (text: string) => text.replace(/^(\s*\.drop\s+external\s+table\s[^|]*?)\s+ifexists\s*$/, '$1'),
  moveExtentsFrom: (text: string) => text.replace(/^(\s*\.create\s[^{]*?\bmove_extents_from\s*=\s*)(\w+)/, '$1"$2"'),
  databasePolicies: (text: string) => text.replace(/^(\s*\.show\s+database)\s+[^\s|]+\s+(policies\b)/, '$1 $2'),
  adjacentTexts: (text: string) => text.replace(adjacent, (_all, head: string, texts: string) => head + join(texts)),
  bareFunction: (text: string) => text.replace(bare, '$1()$2'),
} as const;

/** The text in the spelling that the grammar knows. */
export function knownSpelling(text: string): string {
  return Object.values(spellings).reduce((rewritten, spell) => spell(rewritten), text);
}
