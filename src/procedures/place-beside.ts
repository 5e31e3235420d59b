import { hiddenReasons } from '../domain/kql/schema-script.ts';
import { isOwnTable } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { LiveTable } from '../ports/database.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/**
 * The table beside the live ones, under the pattern with `{table}` replaced by its name. Nothing live is in its way but a table of that name, and rows that
 * are protected now or were so in the snapshot are not published under another. The live table is not read.
 */
export function placeBeside(
  table: TableManifest,
  pattern: string,
  {
    manifest,
    live,
    scripts,
  }: { readonly manifest: Manifest; readonly live: readonly LiveTable[]; readonly scripts: readonly string[] },
): RestorePlanTable {
  const target = pattern.replaceAll('{table}', table.name);
  const hidden = new Set(hiddenReasons(scripts, table.name));
  const isTaken = isOwnTable(target) || live.some(({ name }) => name.toLowerCase() === target.toLowerCase());
  return {
    table,
    index: manifest.tables.findIndex(({ name }) => name === table.name),
    live: undefined,
    // Those whom only unrestricted viewers may read are refused.
    readers: 'all',
    target,
    state: 'damaged',
    damage: '',
    snapshotRows: loadFingerprint(table.fingerprint).rows,
    impact: [],
    obstacles: [
      ...[...hidden].map((why) => wouldPublish(table.name, why)),
      ...(isTaken ? [taken(table.name, target)] : []),
    ],
  };
}

function wouldPublish(table: string, why: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is not put under another name: ${why}, and there everybody could read its rows.`,
    next: `Leave it out with tables: !${table}, or restore it by hand where only the right people can read.`,
  };
}

function taken(table: string, target: string): Problem {
  return {
    code: 'refused',
    summary: `${table} cannot be put as ${target}: the name is taken.`,
    next: 'Choose another name with as, or drop that table if nobody needs it.',
  };
}
