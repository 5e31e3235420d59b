import pLimit from 'p-limit';
import { parseDocument } from '../domain/kql/json.ts';
import { isOfTheProcess } from '../domain/problem.ts';
import { readLiveModel } from '../domain/schema/live-model.ts';
import { keyOf } from '../domain/schema/model.ts';
import { findTimeCallers, mentionsTimes, type TimeCaller } from '../domain/schema/time-callers.ts';
import type { TableManifest } from '../domain/snapshot/manifest.ts';
import {
  type AgeGroup,
  type RestoredCache,
  type RestoredRetention,
  weighCache,
  weighRetention,
} from '../domain/snapshot/restored-age.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { TableReader } from '../ports/database-observer.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { readFileList } from './file-list.ts';
import { findReaders } from './find-readers.ts';
import { look } from './look.ts';
import { periodInPlace } from './stage-table.ts';

/** Hours of the log that are searched for readers. */
export const readHours = 1;

/** What the restore of one table means beyond its rows. What could not be found out is absent, and named in `unknown`. */
export interface RestoreImpact {
  /** Who named the table in a query within the last hour; empty where nobody did. */
  readonly readers?: readonly TableReader[];
  /** What may tell its rows by when they were ingested, which is the time of the restore afterwards. */
  readonly timeCallers?: readonly TimeCaller[];
  /** Absent also where only a range comes back, whose rows count as new. */
  readonly retention?: RestoredRetention;
  /** Absent also where only a range comes back. */
  readonly cache?: RestoredCache;
  /** Each as a clause: what, and why it is not known. */
  readonly unknown: readonly string[];
}

/** Of one planned table only what it takes. */
interface Planned {
  readonly table: Pick<TableManifest, 'name' | 'fileLists'>;
  readonly live: LiveTable | undefined;
  readonly target?: string;
  readonly range?: unknown;
}

interface Known {
  /** The schema as it is, and as the snapshot has it. */
  readonly schemaScript: readonly string[];
  readonly storedScript: readonly string[];
  /** By the clock of the service, ISO 8601. */
  readonly now: string;
}

interface World {
  /** The database that the tables come into. */
  readonly database: Pick<Database, 'name' | 'read' | 'observe'>;
  readonly store: SnapshotStore;
}

const parallelTables = 4;

/**
 * The plan with what it means beyond the rows, for tables that come into a place where others know them; the others stay as they are. Only reads. Rejects
 * where a list of files is damaged.
 */
export async function weighRestore<T extends Planned>(
  plan: readonly T[],
  known: Known,
  world: World,
): Promise<readonly (T & { readonly weighed?: RestoreImpact })[]> {
  const names = plan.filter(({ target }) => target === undefined).map(({ table }) => table.name);
  if (names.length === 0) return plan;
  const { database } = world;
  const [readers, policies] = await Promise.all([
    weighReaders(names, database),
    policiesInPlace(plan, known, database),
  ]);
  const callers = callersOf(names, known, database.name);
  const limit = pLimit(parallelTables);
  return Promise.all(
    plan.map(async (one) => {
      const { name } = one.table;
      if (one.target !== undefined) return one;
      const aged = one.range === undefined ? await limit(() => weighAge(one, policies, known.now, world)) : nothing;
      const seen = readers.get(name);
      const { unknown: whyCallers, byTable } = callers;
      const weighed: RestoreImpact = {
        ...seen,
        ...(whyCallers === undefined && { timeCallers: byTable.get(name) ?? [] }),
        ...aged.impact,
        unknown: [
          ...(seen?.unknown ?? []),
          ...(whyCallers === undefined ? [] : [`what tells its rows by their ingestion: ${whyCallers}`]),
          ...aged.unknown,
        ],
      };
      return { ...one, weighed };
    }),
  );
}

/** Only who named each of the tables in queries, by its name: all that an undo needs to tell of what it means to others. Only reads. */
export async function weighReaders(
  names: readonly string[],
  database: Pick<Database, 'observe'>,
): Promise<ReadonlyMap<string, Pick<RestoreImpact, 'readers' | 'unknown'>>> {
  const found = await findReaders(names, readHours, database);
  return new Map(
    [...found].map(([name, seen]) => {
      const unknown = 'why' in seen ? [`its readers within the last hour: ${seen.why}`] : [];
      return [name, { ...('readers' in seen && { readers: seen.readers }), unknown }] as const;
    }),
  );
}

const nothing: Aged = { impact: {}, unknown: [] };

/** Where a command of the schema that cannot be read calls such a function, nobody knows on what. */
function callersOf(names: readonly string[], { schemaScript }: Known, database: string) {
  const { model, unread } = readLiveModel(schemaScript, database);
  const hidden = unread.find((text) => mentionsTimes(text) === 'yes');
  const unknown = hidden === undefined ? undefined : `this command cannot be read: ${hidden.split('\n', 1)[0]}.`;
  return { byTable: findTimeCallers(model, names), unknown };
}

/** Periods that the rows will have in their place, by table; what is not known is absent. */
interface Policies {
  readonly retention: ReadonlyMap<string, string>;
  readonly hot: ReadonlyMap<string, string>;
  /** Why the database's own was not told; absent where it was, or nobody asked. */
  readonly why?: string;
}

async function policiesInPlace(
  plan: readonly Planned[],
  known: Known,
  { read, name: database }: World['database'],
): Promise<Policies> {
  const isGone = plan.some(({ live, target }) => live === undefined && target === undefined);
  const looked = isGone ? await look(() => read.defaultSoftDeletePeriod(), isOfTheProcess) : { value: undefined };
  const ofDatabase = 'value' in looked ? looked.value : undefined;
  const stored = isGone ? readLiveModel(known.storedScript, database).model : undefined;
  const retention = new Map<string, string>();
  const hot = new Map<string, string>();
  for (const { table, live } of plan) {
    const { name } = table;
    const kept = periodInPlace(name, live, known.storedScript, ofDatabase);
    if (kept !== undefined) retention.set(name, kept);
    const ofStored = stored?.get(keyOf('table', name))?.get('policy caching');
    const span = live === undefined ? hotIn(ofStored) : live.hotPeriod;
    if (span !== undefined) hot.set(name, span);
  }
  return { retention, hot, ...('problem' in looked && { why: looked.problem.summary }) };
}

function hotIn(policy: string | undefined): string | undefined {
  const document = policy === undefined ? undefined : parseDocument(policy);
  const { hot, hotdata } = (document ?? {}) as { readonly hot?: unknown; readonly hotdata?: unknown };
  return [hot, hotdata].find((value) => typeof value === 'string');
}

interface Aged {
  readonly impact: Pick<RestoreImpact, 'retention' | 'cache'>;
  readonly unknown: readonly string[];
}

async function weighAge({ table }: Planned, policies: Policies, now: string, { store }: World): Promise<Aged> {
  const groups = await groupsOf(table, store);
  const at = new Date(now);
  const [softDeletePeriod, hotPeriod] = [policies.retention.get(table.name), policies.hot.get(table.name)];
  const retention = softDeletePeriod === undefined ? undefined : weighRetention(groups, softDeletePeriod, at);
  const cache = hotPeriod === undefined ? undefined : weighCache(groups, { hotPeriod, softDeletePeriod }, at);
  return {
    impact: { ...(retention !== undefined && { retention }), ...(cache !== undefined && { cache }) },
    unknown: [
      ...(retention === undefined ? [`its retention: ${notTold(softDeletePeriod, policies.why)}`] : []),
      ...(cache === undefined ? [`its hot cache: ${notTold(hotPeriod)}`] : []),
    ],
  };
}

function notTold(period: string | undefined, why = 'the period in place is not told.'): string {
  return period === undefined ? why : `the period ${period} cannot be read.`;
}

/** One group per creation time, of which there is one for each day at most, and one per slice where there are few. */
async function groupsOf(table: Planned['table'], store: SnapshotStore): Promise<readonly AgeGroup[]> {
  const groups = new Map<string | undefined, AgeGroup>();
  for await (const { creationTime, bytes, fingerprint } of readFileList(store, table)) {
    const before = groups.get(creationTime) ?? { rows: 0n, bytes: 0 };
    const rows = before.rows + BigInt(fingerprint.rows);
    groups.set(creationTime, { creationTime, rows, bytes: before.bytes + bytes });
  }
  return [...groups.values()];
}
