import type { LeftOut, RecoverWay } from '../domain/recover-from.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Block } from '../report/blocks.ts';

/** How a live table would be recovered. */
export interface Recovery {
  readonly name: string;
  /** Absent when nothing protects it. */
  readonly recoverFrom?: RecoverWay;
  /** The newest that holds it exactly; only with `snapshot`. */
  readonly snapshot?: string;
}

/** What a complete snapshot says about tables. */
export interface Holder {
  readonly id: string;
  /** Identities of the tables that it can bring back. */
  readonly held: ReadonlySet<string>;
  /** By the name of the table. */
  readonly leftOut: ReadonlyMap<string, LeftOut['recoverFrom']>;
}

/** By the newest snapshot that holds the table exactly, or whose taker said how else it would be recovered. */
export function recoveryOf(
  { name, tableId }: Pick<LiveTable, 'name' | 'tableId'>,
  newestFirst: readonly Holder[],
): Recovery {
  for (const { id, held, leftOut } of newestFirst) {
    if (held.has(tableId)) return { name, recoverFrom: 'snapshot', snapshot: id };
    const said = leftOut.get(name);
    if (said !== undefined) return { name, recoverFrom: said };
  }
  return { name };
}

const words: Readonly<Record<Exclude<RecoverWay, 'snapshot'>, string>> = {
  'reference-data': 'reference data, by deploy',
  recompute: 'other tables, to be computed again',
  none: 'nothing, as was decided',
};

export function showRecoveries(tables: readonly Recovery[]): readonly Block[] {
  if (tables.length === 0) return [];
  return [
    { kind: 'sentence', text: 'How each table would be recovered:' },
    {
      kind: 'table',
      columns: [{ title: 'Table' }, { title: 'From' }],
      rows: tables.map((table) => [table.name, showRecovery(table)]),
    },
  ];
}

function showRecovery({ recoverFrom, snapshot }: Recovery): string {
  if (recoverFrom === undefined) return 'nothing protects it';
  return recoverFrom === 'snapshot' ? `snapshot ${snapshot ?? ''}` : words[recoverFrom];
}
