import { type LiveTables, type Loss, mayBeElsewhere } from './live-table.ts';
import type { StatementReading } from './statement-reading.ts';
import { parseTimespan } from './timespan.ts';

/** A retention policy loses nothing only where both periods are known and the new one is not shorter, and recoverability is not given up. */
export function judgeRetention(reading: StatementReading, live: LiveTables): Loss | undefined {
  if (reading.policy?.name !== 'retention' || !['table', 'tables'].includes(reading.noun)) return undefined;
  if (
    !['alter', 'alter-merge'].includes(reading.verb) ||
    reading.entities.some((entity) => mayBeElsewhere(entity, live))
  )
    return undefined;
  const names = reading.entities.map((entity) => entity.name).filter((name) => live.tables.has(name));
  if (names.length === 0) return undefined;
  const { softDelete, recoverability } = reading.policy;
  const unrecoverable = names.flatMap((name) => harmToRecovery(name, recoverability, live));
  const harmed = [...names.flatMap((name) => harmTo(name, softDelete, live)), ...unrecoverable];
  if (harmed.length === 0) return { kind: 'safe', why: 'the new retention is not shorter' };
  return {
    kind: 'loses-data',
    tables: [...new Set(harmed.map((harm) => harm.table))],
    what: harmed.map((harm) => harm.what).join(' and '),
    ...(unrecoverable.length === 0 && deletesOlderThan(softDelete)),
  };
}

/** Under a shorter period what is there may go before anybody could look. */
const shortest = 36_000_000_000n;

/** Whatever the period was, the new one deletes what is older than it. Nothing for one that cannot be read, or is under an hour. */
export function deletesOlderThan(softDelete: string | undefined): { readonly olderThan?: bigint } {
  const olderThan = softDelete === undefined ? undefined : parseTimespan(softDelete);
  return olderThan === undefined || olderThan < shortest ? {} : { olderThan };
}

interface Harm {
  readonly table: string;
  readonly what: string;
}

/** Without recoverability what is deleted cannot be brought back. Source: https://learn.microsoft.com/kusto/management/retention-policy */
function harmToRecovery(table: string, wanted: string | undefined, live: LiveTables): readonly Harm[] {
  if (wanted === undefined || wanted === 'enabled') return [];
  const present = live.tables.get(table)?.policies?.get('retention');
  if (present !== undefined && /\\?"recoverability\\?":\s*\\?"disabled/i.test(present)) return [];
  return [{ table, what: `gives up the recoverability of ${table}, without which nothing undoes a drop` }];
}

function harmTo(table: string, wanted: string | undefined, live: LiveTables): readonly Harm[] {
  const present = live.tables.get(table)?.retentionSoftDelete;
  if (wanted === undefined)
    return [{ table, what: `changes the retention of ${table} to a period that cannot be read` }];
  if (present === undefined)
    return [{ table, what: `changes the retention of ${table} to ${wanted}; the present period is not known` }];
  const [before, after] = [parseTimespan(present), parseTimespan(wanted)];
  if (before === undefined || after === undefined) {
    return [
      { table, what: `changes the retention of ${table} from ${present} to ${wanted}, which cannot be compared` },
    ];
  }
  return after >= before ? [] : [{ table, what: `shortens the retention of ${table} from ${present} to ${wanted}` }];
}
