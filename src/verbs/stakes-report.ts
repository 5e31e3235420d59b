import { readerHours, type Stake } from '../procedures/weigh-losses.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import { readersData, showReaders } from './readers-report.ts';

/** What the plan puts at stake; empty where it loses nothing. */
export function stakesBlocks(stakes: readonly Stake[]): readonly Block[] {
  if (stakes.length === 0) return [];
  const columns = [
    'At stake',
    'Rows',
    'Values',
    'Last written',
    `Named in queries within ${readerHours} h by`,
    'Needs first',
  ];
  const unknown = stakes.flatMap((stake) => stake.unknown.map((what) => `${stake.table}: unknown ${what}`));
  return [
    { kind: 'table', columns: columns.map((title) => ({ title })), rows: stakes.map(rowOf) },
    ...unknown.map((text) => ({ kind: 'sentence', text }) as const),
  ];
}

function rowOf({ table, rows, values, lastWritten, readers, coverage, unknown }: Stake): readonly string[] {
  const isKnown = (what: string): boolean => !unknown.some((one) => one.startsWith(what));
  const shownValues = [...(values ?? [])].map(([column, count]) => `${column}: ${showCount(count)}`).join(', ');
  return [
    table,
    rows === undefined ? unknownWord({ coverage, unknown }) : showCount(rows),
    isKnown('the values') ? shownValues : 'unknown',
    lastWritten ?? (isKnown('when') ? '' : 'unknown'),
    readers === undefined ? unknownWord({ coverage, unknown }) : showReaders(readers) || 'nobody',
    needWords[coverage],
  ];
}

const needWords: Readonly<Record<Stake['coverage'], string>> = {
  snapshot: 'a snapshot that covers it',
  quarantine: 'nothing: it is put into quarantine',
  'none-possible': 'none can cover it',
  'not-needed': 'nothing: no row is that old now',
};

/** What is no table has no rows to count. */
function unknownWord({ coverage, unknown }: Pick<Stake, 'coverage' | 'unknown'>): string {
  return coverage === 'none-possible' && unknown.length === 0 ? '' : 'unknown';
}

/** For the JSON document. */
export function stakesData(stakes: readonly Stake[]): readonly Readonly<Record<string, unknown>>[] {
  return stakes.map(({ rows, values, readers, ...stake }) => ({
    ...stake,
    ...(rows !== undefined && { rows: String(rows) }),
    ...(values !== undefined && { values: [...values].map(([column, count]) => ({ column, count: String(count) })) }),
    ...(readers !== undefined && { readers: readersData(readers) }),
  }));
}
