import { describeLoss } from '../kql/loss-words.ts';
import { readStatement, type StatementReading } from '../kql/statement-kind.ts';
import { type Finding, found } from './finding.ts';

/** A command as a log of the service shows it; the text may be cut at its end. */
export interface LoggedCommand {
  /** When it ended. */
  readonly at: string;
  /** Absent where the log tells one time only. */
  readonly begunAt?: string;
  readonly text: string;
}

const kinds = ['purge-or-delete-since-base', 'moved-since-base'] as const;
type ChangeKind = (typeof kinds)[number];

interface Change {
  readonly kind: ChangeKind;
  readonly at: string;
  readonly what: string;
}

/** Changes in the order of their times, by what they are: so that asking about a table costs nothing for those of others. */
type Changes = Readonly<Record<ChangeKind, readonly Change[]>>;

/** What the commands of a log did. */
export interface ReadLog {
  readonly byTable: ReadonlyMap<string, Changes>;
  /** Those that do not say what they act on, and may act on everything. */
  readonly ofAll: Changes;
}

/** Reads each command once, whatever the number of tables that are asked about later; the order of the commands does not matter. */
export function readLog(commands: readonly LoggedCommand[]): ReadLog {
  const ofAll: Change[] = [];
  const byTable = new Map<string, Change[]>();
  for (const command of distinctCommands(commands)) {
    const { change, tables } = changeOf(command) ?? {};
    if (change === undefined) continue;
    if (tables === undefined) ofAll.push(change);
    for (const table of tables ?? []) {
      const own = byTable.get(table);
      if (own === undefined) byTable.set(table, [change]);
      else own.push(change);
    }
  }
  return {
    byTable: new Map([...byTable].map(([table, changes]) => [table, byKind(changes)])),
    ofAll: byKind(ofAll),
  };
}

function byKind(changes: readonly Change[]): Changes {
  const inTime = changes.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const of = (wanted: ChangeKind): readonly Change[] => inTime.filter(({ kind }) => kind === wanted);
  return { 'purge-or-delete-since-base': of('purge-or-delete-since-base'), 'moved-since-base': of('moved-since-base') };
}

/** A snapshot, and when it was planned by the clock of the service. */
interface Since {
  readonly snapshotId: string;
  readonly clusterTime: string;
}

/** What the commands of the log did to a table from the time of a snapshot on, told once per kind: how often, and the last of them. */
export function hazardsOfLog(table: string, { snapshotId, clusterTime }: Since, log: ReadLog): readonly Finding[] {
  return kinds.flatMap((kind) => {
    const lists = [log.byTable.get(table)?.[kind] ?? [], log.ofAll[kind]];
    const number = lists.reduce((sum, list) => sum + list.length - earlier(list, clusterTime), 0);
    const [last] = lists.flatMap((list) => list.at(-1) ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1));
    if (last === undefined || number === 0) return [];
    const count = number === 1 ? 'a command' : `${number} commands`;
    const summary = `Since snapshot ${snapshotId}, ${count} changed what ${table} held; the last, at ${last.at}, ${last.what}.`;
    return [found(kind, summary, table)];
  });
}

/** How many of the changes, which are in the order of their times, are older than an instant. */
function earlier(changes: readonly Change[], instant: string): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((changes[middle]?.at ?? instant) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two logs may tell of the same command, with times that differ a little: the longest time that they give it counts. */
export function distinctCommands(commands: readonly LoggedCommand[]): readonly LoggedCommand[] {
  const distinct = new Map<string, LoggedCommand>();
  for (const { at, begunAt, text } of commands) {
    const key = `${at.slice(0, 19)}\n${text}`;
    const known = distinct.get(key);
    const [first] = [known?.begunAt, begunAt].filter((time) => time !== undefined).toSorted();
    const last = known !== undefined && known.at > at ? known.at : at;
    distinct.set(key, { at: last, text, ...(first === undefined ? {} : { begunAt: first }) });
  }
  return [...distinct.values()];
}

/** What a command did, and to which tables; without tables, when it does not say and may act on everything. */
function changeOf({ at, text }: LoggedCommand): { change: Change; tables?: ReadonlySet<string> } | undefined {
  if (isTrial(text)) return undefined;
  const reading = readStatement(text);
  const kind = kindOf(reading);
  if (kind === undefined) return undefined;
  const change = { kind, at, what: describeLoss(reading) };
  if (reading.reach === 'open' && reading.entities.length === 0) return { change };
  return { change, tables: new Set(reading.entities.flatMap((one) => (one.kind === 'table' ? [one.name] : []))) };
}

/** Whether the command only told what it would do, which it says before its query: there the same words may be a value. */
export function isTrial(text: string): boolean {
  const [head = '', query] = text.split('<|', 2);
  return /\bwhatif\s*=\s*true\b/i.test(head) || (query !== undefined && /\bwhatif\s*$/i.test(head));
}

function kindOf({ verb, noun, action, policy }: StatementReading): ChangeKind | undefined {
  if (policy !== undefined) return undefined;
  const isExtents = /^extents?$/.test(noun);
  switch (verb) {
    case 'move':
    case 'replace':
      return isExtents ? 'moved-since-base' : undefined;
    case 'rename':
      return /^tables?$/.test(noun) ? 'moved-since-base' : undefined;
    case 'set-or-replace':
      return 'purge-or-delete-since-base';
    case 'clear':
      return action === 'data' ? 'purge-or-delete-since-base' : undefined;
    case 'delete':
    case 'update':
    case 'purge':
      return action === 'records' ? 'purge-or-delete-since-base' : undefined;
    case 'drop': {
      const isWhole = /^tables?$/.test(noun) && /^(?:|ifexists|drop-columns)$/.test(action);
      return isExtents || isWhole || noun === 'column' ? 'purge-or-delete-since-base' : undefined;
    }
    case 'alter':
      return action === 'type' || (noun === 'table' && action === 'columns') ? 'purge-or-delete-since-base' : undefined;
    default:
      return undefined;
  }
}
