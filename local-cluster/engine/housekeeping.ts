import { actFor, systemCaller } from './caller.ts';
import { type Draft, type DroppedTable, dataTable, effectivePolicy } from './catalog.ts';
import { runExports } from './continuous-export-runs.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { keptTables } from './extent-history.ts';
import { retagExtents } from './extent-tags.ts';
import { deleteExtents, listExtents, type StoredExtent } from './extents.ts';
import { mergeTable } from './merge.ts';
import { sealRows } from './row-store.ts';
import type { Session } from './store.ts';
import { dropTable, forgetTable } from './tables.ts';
import { parseDatetime, parseTimespan } from './time.ts';
import { materializeAll } from './views.ts';

type Job = (session: Session, draft: Draft, nowTicks: bigint) => Promise<void>;

/** Extents go by the latest creation time in them. Source: https://learn.microsoft.com/kusto/management/retention-policy */
const retention: Job = async (session, draft, nowTicks) => {
  for (const table of keptTables(draft)) {
    const document = effectivePolicy(draft, table, 'retention');
    const period = document === undefined ? undefined : parseTimespan(JSON.parse(document).SoftDeletePeriod);
    if (period === undefined) continue;
    const extents = await listExtents(session, [table]);
    const old = extents.filter(({ maxCreated }) => maxCreated < nowTicks - period);
    const numbers = old.map(({ number }) => number);
    await deleteExtents(session, table, numbers);
    const view = [...draft.views.values()].find(({ state }) => state.id === table.id);
    if (numbers.length > 0) draft.expired.add(view?.name ?? table.name);
  }
};

/** Source: https://learn.microsoft.com/kusto/management/auto-delete-policy */
const autoDelete: Job = async (session, draft, nowTicks) => {
  for (const table of [...draft.tables.values()]) {
    const { auto_delete: document } = table.policies;
    if (document === undefined) continue;
    const { ExpiryDate, DeleteIfNotEmpty } = JSON.parse(document);
    const expiry = parseDatetime(String(ExpiryDate));
    if (expiry === undefined || expiry > nowTicks) continue;
    const [[first] = []] = await session.rows(`SELECT 1 FROM ${dataTable(table)} LIMIT 1`);
    const isEmpty = first === undefined;
    if (isEmpty || DeleteIfNotEmpty === true) await dropTable(session, draft, { table, nowTicks });
  }
};

interface TagRule {
  readonly TagPrefix: string;
  readonly RetentionPeriod: string;
}

function isExpired(extent: StoredExtent, tag: string, rules: readonly TagRule[], nowTicks: bigint): boolean {
  return rules.some(({ TagPrefix, RetentionPeriod }) => {
    const period = parseTimespan(RetentionPeriod);
    return tag.startsWith(TagPrefix) && period !== undefined && extent.maxCreated + period < nowTicks;
  });
}

/**
 * Tags go by the creation time of their extent, so that an extent that is said to be old loses them at once. A table's own
 * policy takes the place of the database's. Source: https://learn.microsoft.com/kusto/management/extent-tags-retention-policy
 */
const tags: Job = async (session, draft, nowTicks) => {
  for (const table of draft.tables.values()) {
    const rules: TagRule[] = JSON.parse(effectivePolicy(draft, table, 'extent_tags_retention') ?? '[]');
    if (rules.length === 0) continue;
    for (const extent of await listExtents(session, [table])) {
      const kept = extent.tags.filter((tag) => !isExpired(extent, tag, rules, nowTicks));
      if (kept.length < extent.tags.length) await retagExtents(session, [extent], () => kept);
    }
  }
};

const merge: Job = async (session, draft, nowTicks) => {
  for (const table of keptTables(draft)) await mergeTable(session, draft, { table, nowTicks });
};

const recoverableFor = 14n * 864_000_000_000n;

/** A dropped table can be brought back for 14 days. Source: https://learn.microsoft.com/kusto/management/retention-policy */
export function isForgotten({ droppedOn }: Pick<DroppedTable, 'droppedOn'>, nowTicks: bigint): boolean {
  return BigInt(droppedOn) + recoverableFor < nowTicks;
}

const forget: Job = async (session, draft, nowTicks) => {
  for (const [name, found] of draft.dropped) {
    if (!isForgotten(found, nowTicks)) continue;
    await forgetTable(session, found.table);
    draft.dropped.delete(name);
  }
};

const jobs = { tags, retention, 'auto-delete': autoDelete, merge, forget } as const;
export const jobNames = [
  'seal',
  'materialize',
  'export',
  'tags',
  'retention',
  'auto-delete',
  'merge',
  'forget',
] as const;
export type JobName = (typeof jobNames)[number];

function sealAll({ rowStore }: Engine, database: Database): Promise<void> {
  const nowTicks = database.clock.nowTicks();
  return actFor(systemCaller, () =>
    database.change((session, draft) => sealRows(session, draft, { rowStore, nowTicks, dueBy: undefined })),
  );
}

/** An update policy that has still to run reads the extents that came in, so none is merged before it has. */
function jobOf(name: keyof typeof jobs, { rowStore }: Engine): Job {
  return name === 'merge' && rowStore.derivations > 0 ? () => Promise.resolve() : jobs[name];
}

/** Does what a cluster does by itself, once and now, in the given order. */
export async function keepHouse(engine: Engine, database: Database, names: readonly JobName[]): Promise<void> {
  for (const name of names) {
    if (name === 'materialize') await materializeAll(database);
    else if (name === 'export') await runExports(engine, database);
    else if (name === 'seal') await sealAll(engine, database);
    else
      await actFor(systemCaller, () =>
        database.change((session, draft) => jobOf(name, engine)(session, draft, database.clock.nowTicks())),
      );
  }
}
