import { receivingColumns, restoreStep } from '../../../domain/column-form.ts';
import type { QuarantineWay } from '../../../domain/schema/quarantine.ts';
import type { HandRestore } from '../../../ports/database-exporter.ts';
import { quoteName, quoteText } from '../quote.ts';
import { moveAllExtents, typedColumns } from './loading.ts';
import { fingerprintByHand } from './reading.ts';
import { createTable, keepTable, renameTables } from './tables.ts';

/** What stands for the credential in every URI of a script. */
export const credentialMark = '<SAS>';

/**
 * What brings a table back without this tool, as pieces of one script: a blank line between commands, and nothing that has to be run twice. The restored
 * table lies beside the live one; the last command, a comment, puts it in place.
 */
export async function* restoreByHand(restore: HandRestore): AsyncGenerator<string> {
  const { table, folder, docString, columns, target, sources, expected } = restore;
  const receiver = `${target} received`;
  const isTyped = columns.some((column) => restoreStep(column) === 'typed');
  const into = isTyped ? receiver : target;
  yield comment(
    `Restores ${table} as ${target}. Put a SAS of the container, which allows reading, in the place of ${credentialMark}.`,
  );
  yield createTable({ name: target, columns, folder, docString });
  if (isTyped) yield createTable({ name: receiver, columns: receivingColumns(columns), folder, docString: '' });
  for await (const source of sources) yield ingest(into, source);
  yield comment(`Every file once: ${expected.rows} rows. Count before you send one again whose answer was lost.`);
  yield `${quoteName(into)} | count`;
  if (isTyped) yield `.append ${quoteName(target)} <| ${quoteName(receiver)} | project ${typedColumns(columns)}`;
  yield comment(`The fingerprint must be n=${expected.rows}, lo=${expected.low}, hi=${expected.high}.`);
  yield fingerprintByHand(target, columns);
  if (restore.kind === 'materialized-view') {
    yield comment('The view itself is made by its definition in schema.kql; this table holds the rows it had.');
    if (isTyped) yield comment(`.drop table ${quoteName(receiver)}`);
    return;
  }
  if (restore.holds === 'a-part') {
    yield comment('The snapshot holds a part of the rows: do not put this table in the place of the live one.');
    if (isTyped) yield comment(`.drop table ${quoteName(receiver)}`);
    return;
  }
  yield comment('Policies, mappings and docstrings are in schema.kql. Then, in one transaction:');
  yield comment(
    `.rename tables ${quoteName(`${target} before`)}=${quoteName(table)}, ${quoteName(table)}=${quoteName(target)}`,
  );
  if (isTyped) yield comment(`.drop table ${quoteName(receiver)}`);
}

function ingest(table: string, source: string): string {
  return `.ingest into table ${quoteName(table)} (h${quoteText(`${source}?${credentialMark}`)}) with (format="parquet")`;
}

/** A name may have line breaks. */
function comment(text: string): string {
  return `// ${text.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}`;
}

/** What was renamed is kept from deleting itself before it has its name again; what was moved comes back as it is. */
export function putBackByHand(
  way: QuarantineWay,
  tables: readonly { readonly name: string; readonly kept: string }[],
): readonly string[] {
  if (way === 'move') return tables.map(({ name, kept }) => moveAllExtents(kept, name));
  return [
    ...tables.map(({ kept }) => keepTable(kept)),
    renameTables(tables.map(({ name, kept }) => ({ from: kept, to: name }))),
  ];
}
