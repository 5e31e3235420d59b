import type { Manifest, TableManifest } from './manifest.ts';

/**
 * `RESTORE.md` of a snapshot: how to bring its tables back without this tool. `root` is the storage without credential.
 */
export function handPage(manifest: Omit<Manifest, 'finishedAt' | 'handPage'>, root: string): string {
  const { snapshotId, startedAt, database, cluster, tables, range } = manifest;
  const rows = tables.map(
    ({ name, fingerprint, files, handScript }) =>
      `| ${cell(name)} | ${fingerprint.rows} | ${files} | ${cell(handScript.path)} |`,
  );
  return `# How to restore snapshot ${snapshotId} by hand

Taken of database ${database} on ${cluster.host}, begun ${startedAt}. All of it lies in ${root}; the paths below begin there.

A snapshot counts only when its folder has a \`manifest.json\`. Each table has a script of its own, whose commands are to be run one after the other, with
the roles Database User and, for the last one, Table Admin of the live table:

1. Make a SAS of the container that allows reading, and put it into the script in the place of \`<SAS>\`.
2. Run the commands up to the count. An ingestion whose answer was lost may have happened: count before it is sent again.
3. Run the rest. The fingerprint must be what the script says. Where \`exactness\` in the manifest is \`fuzzy\`, rows may have been lost while the table
   was saved.
4. The restored table lies beside the live one. Give it the policies, mappings and docstrings of \`schema.kql\`, compare, and swap it by the
   last command of the script.

${showLeftOut(manifest.leftOut ?? [])}Rows that came after the snapshot are in the live table only, and after the swap in the table that is kept. How to bring them over, and what update policies, views and exports
need, is in \`docs/recover-without-this-tool.md\` of kusto-rebuild.${notes({ range, tables }).join('')}

| Table | Rows | Files | Script |
| --- | ---: | ---: | --- |
${rows.join('\n')}
`;
}

/** What is special about the snapshot, each as a paragraph. */
function notes({ range, tables }: Pick<Manifest, 'range' | 'tables'>): readonly string[] {
  const named = (chosen: readonly TableManifest[]): string => chosen.map(({ name }) => cell(name)).join(', ');
  const views = tables.filter(({ kind }) => kind === 'materialized-view');
  const whole = tables.filter(({ kind, bound }) => kind === 'table' && bound === 'whole-table');
  const from = range?.from === undefined ? '' : ` from ${range.from}`;
  const before = range?.before === undefined ? '' : ` before ${range.before}`;
  return [
    ...(range === undefined
      ? []
      : [
          `This snapshot holds only rows that were ingested${from}${before}: do not swap, since the rest would be gone, but copy what you need into the live tables.`,
        ]),
    ...(whole.length === 0
      ? []
      : [`Without ingestion times, nothing tells newer rows from others in ${named(whole)}: compare before the swap.`]),
    ...(views.length === 0
      ? []
      : [`Materialized views come back as tables that hold their rows, and cannot be swapped: ${named(views)}.`]),
  ].map((paragraph) => `\n\n${paragraph}`);
}

function showLeftOut(leftOut: NonNullable<Manifest['leftOut']>): string {
  if (leftOut.length === 0) return '';
  const names = leftOut.map(({ name, recoverFrom }) => `${cell(name)} (${recoverFrom})`).join(', ');
  return `Not in this snapshot, since they would be recovered otherwise: ${names}.\n\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/[\r\n\u2028\u2029]/g, ' ');
}
