import type { Cursor } from '../domain/names.ts';
import { inBatches } from '../domain/snapshot/batches.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import { hazardOfValues, type LimitedColumn, limitedColumns } from '../domain/snapshot/value-limits.ts';
import type { DatabaseObserver, MeasuredTable } from '../ports/database-observer.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { Chain } from './check-chain.ts';
import { look } from './look.ts';
import type { Base } from './open-base.ts';
import type { SnapshotSource } from './snapshot-sources.ts';
import { readStoredScript } from './stored-snapshot.ts';

/** What the base of a top-up tells of the values of one table. */
export interface MeasuredBefore {
  /** Rows at or before it were measured. */
  readonly cursor: Cursor;
  readonly findings: readonly Finding[];
}

/**
 * Of the tables whose files of the base are used again, those whose values it measured by the limits of now. A base that could not measure a table, or whose
 * limits are not known, leaves it out.
 */
export async function measuredBefore(
  tables: readonly SnapshotSource[],
  chains: ReadonlyMap<string, Chain>,
  limits: { readonly base: Base | undefined; readonly schemaScript: readonly string[] },
  store: SnapshotStore,
): Promise<ReadonlyMap<string, MeasuredBefore>> {
  const manifest = limits.base?.manifest;
  const isMeasured = manifest?.findings.every(({ name, table }) => name !== 'not-looked-at' || table !== undefined);
  if (manifest === undefined || isMeasured !== true || chains.size === 0) return new Map();
  const script = await look(() => readStoredScript(store, manifest));
  if ('problem' in script) return new Map();
  const [before, now] = [script.value, limits.schemaScript].map((one) => limitedColumns(tables, one));
  const known = tables.flatMap(({ name }): readonly (readonly [string, MeasuredBefore])[] => {
    const chain = chains.get(name);
    if (chain?.kind !== 'reuse' || !isSame(before?.get(name), now?.get(name))) return [];
    const own = manifest.findings.filter(({ table }) => table === name);
    if (own.some((finding) => finding.name === 'not-looked-at')) return [];
    const findings = own.filter((finding) => finding.name === 'beyond-encoding-limit');
    return [[name, { cursor: chain.table.cursor as Cursor, findings }]];
  });
  return new Map(known);
}

function isSame(before: readonly LimitedColumn[] | undefined, now: readonly LimitedColumn[] | undefined): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}

/** Tables whose values may be measured; those without rows are left out. */
export interface ValueRequest {
  readonly tables: readonly SnapshotSource[];
  readonly schemaScript: readonly string[];
  readonly measured: ReadonlyMap<string, MeasuredBefore>;
}

/** One request for every few tables that hold texts, one after the other. Where one fails, its tables were not looked at, and all others were. */
export async function findInValues(
  { tables, schemaScript, measured }: ValueRequest,
  observe: DatabaseObserver,
): Promise<readonly Finding[]> {
  const limited = limitedColumns(tables, schemaScript);
  const asked = tables.flatMap(({ name, estimate }): readonly MeasuredTable[] => {
    const columns = limited.get(name) ?? [];
    const after = measured.get(name)?.cursor;
    return columns.length === 0 ? [] : [{ name, columns, after, estimatedRows: estimate?.rows }];
  });
  const findings = tables.flatMap(({ name }) => measured.get(name)?.findings ?? []);
  for (const batch of inBatches(asked)) findings.push(...(await findInBatch(batch, observe)));
  return findings;
}

async function findInBatch(batch: readonly MeasuredTable[], observe: DatabaseObserver): Promise<readonly Finding[]> {
  const counts = await look(() => observe.valuesAtLimit(batch));
  if ('problem' in counts) {
    const { summary } = counts.problem;
    return batch.map(({ name }) =>
      found('not-looked-at', `Not looked at: the sizes of values of ${name}. ${summary}`, name),
    );
  }
  return batch.flatMap(({ name, columns, after }, place) =>
    columns.flatMap((column, index) => {
      const values = counts.value[place]?.[index];
      if (values === undefined) throw new Error(`no counts of ${name}`);
      return hazardOfValues(name, column, values, after === undefined ? 'all' : 'newer than the base');
    }),
  );
}
