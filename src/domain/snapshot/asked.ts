import type { SnapshotPlan } from './plan.ts';

type Asked = SnapshotPlan['asked'];

/** The inputs that each part of a request comes from. */
const inputsOf: Readonly<Record<keyof Asked, string>> = {
  tables: 'tables',
  views: 'views',
  range: 'ingested-from or ingested-before',
  sliceRows: 'slice-rows',
  topUp: 'top-up',
  baseCheck: 'base-check',
  recoverFrom: 'recover-from',
};

/**
 * Names of the inputs in which two requests for a snapshot differ, none where they ask for the same. The order of lists says nothing: a table is chosen when any
 * glob has it and none takes it away, and a rule of recover-from that names a table goes before those with globs wherever it stands.
 */
export function differingInputs(a: Asked, b: Asked): readonly string[] {
  const keys = Object.keys(inputsOf).filter((key): key is keyof Asked => Object.hasOwn(inputsOf, key));
  return keys.filter((key) => textOf(a[key]) !== textOf(b[key])).map((key) => inputsOf[key]);
}

function textOf(value: Asked[keyof Asked]): string {
  if (Array.isArray(value)) return [...new Set(value.map(textOfPart))].sort().join('\n');
  return textOfPart(value);
}

/** With its members in the order of their names. */
function textOfPart(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
