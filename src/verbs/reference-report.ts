import { inNumber } from '../domain/in-number.ts';
import type { ComparedRows } from '../procedures/compare-rows.ts';
import type { ReferenceData } from '../procedures/read-reference-data.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';

/** A data file and how it differs from its table. */
export interface ReferenceChange {
  readonly data: ReferenceData;
  readonly compared: ComparedRows;
}

/** `7 rows: 2 added, 1 removed, 3 changed`, or why they were not counted. */
export function describeChange({ data, compared }: ReferenceChange): string {
  const rows = `${showCount(data.content.rows)} ${inNumber(data.content.rows, 'row', 'rows')}`;
  if (compared.kind === 'not-counted') return `${rows}; the difference was not counted, since ${compared.why}`;
  const parts = (['added', 'removed', 'changed'] as const)
    .filter((name) => compared[name] > 0n)
    .map((name) => `${showCount(compared[name])} ${name}`);
  return `${rows}: ${parts.length === 0 ? 'as in the table' : parts.join(', ')}`;
}

/** As the JSON document holds it; numbers that were not counted are absent. */
export function changeData({ data, compared }: ReferenceChange): Readonly<Record<string, unknown>> {
  const about = { table: data.table, file: data.file.path, rows: data.content.rows };
  if (compared.kind === 'not-counted') return { ...about, notCounted: compared.why };
  const { added, removed, changed } = compared;
  return { ...about, added, removed, changed };
}

/** Nothing where there is no reference data. */
export function changeBlocks(changes: readonly ReferenceChange[]): readonly Block[] {
  if (changes.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [{ title: 'Reference data' }, { title: 'File' }, { title: 'Rows' }],
      rows: changes.map((change) => [change.data.table, change.data.file.path, describeChange(change)]),
    },
  ];
}
