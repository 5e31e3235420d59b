import { isUndo, type RestoredTable, type RestoreRecord } from './records.ts';

/**
 * Restores in place and undos of them that have put rows into a table which stays the same object, or may have, since an instant by the clock of the service; oldest first. One whose command may
 * still be done counts, and so does one of an unknown time. A restore that was undone is left out, and so is its undo where the restore itself came since: the table is as it was then.
 */
export function putBackSince(
  restores: readonly RestoreRecord[],
  tableId: string,
  since: string,
): readonly RestoreRecord[] {
  const all = restores.flatMap(({ runId, tables }) => tables.map((table) => ({ runId, table })));
  const isUndone = (runId: string, at: number): boolean =>
    all.some(
      ({ table: { undoes, replaced } }) =>
        undoes?.runId === runId && undoes.index === at && replaced?.state === 'replaced',
    );
  const tookBackWhatCameSince = ({ undoes }: RestoredTable): boolean =>
    all.some(
      ({ runId, table: { index, replaced } }) =>
        undoes?.runId === runId && undoes.index === index && (replaced?.clusterTime ?? '') >= since,
    );
  const counts = (runId: string, table: RestoredTable): boolean => {
    const { index, liveTableId, target, swap, replaced } = table;
    const isInPlace = target === undefined && swap !== undefined && liveTableId === tableId;
    const mayHave = replaced?.state === 'ready' || replaced?.state === 'replaced';
    const isSince = replaced?.clusterTime === undefined || replaced.clusterTime >= since;
    return isInPlace && mayHave && isSince && !isUndone(runId, index) && !tookBackWhatCameSince(table);
  };
  return restores.filter(
    ({ runId, phase, tables }) => phase !== 'abandoned' && tables.some((table) => counts(runId, table)),
  );
}

/**
 * Restores in place of a table of that name, and undos, that are neither finished nor given up, and may have changed it or be at it. A restore that is still loading is left out: it looks at its
 * tables, and at what is being put back into them, once more after it has stored that it swaps. Undos count from their beginning.
 */
export function underWay(restores: readonly RestoreRecord[], name: string): readonly RestoreRecord[] {
  const isAtIt = (record: RestoreRecord): boolean =>
    record.phase === 'swapping' || record.phase === 'swapped' || (record.phase === 'loading' && isUndo(record));
  return restores.filter(
    (record) => isAtIt(record) && record.tables.some((table) => table.name === name && table.target === undefined),
  );
}
