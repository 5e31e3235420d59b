import { isOwnTable } from '../domain/names.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import { readStanding } from './end-restore.ts';
import { type Looked, look } from './look.ts';
import { isUnfinished } from './open-restore.ts';
import { onlyShown, type ShownCopy, shownCopies } from './shown-copies.ts';

/** A restore, or an undo, that was begun and neither finished nor given up. */
export interface InterruptedRestore {
  readonly record: RestoreRecord;
  readonly standing: 'before-swap' | 'after-swap';
  /** Tables that nobody can read until they have their row level security again, and the command that sets it. */
  readonly closed: readonly { readonly table: string; readonly command: string }[];
}

/** What restores have left in a database that somebody should know of. */
export interface LeftByRestores {
  readonly interrupted?: InterruptedRestore;
  /** Each with the command that closes it. */
  readonly shown: readonly (ShownCopy & { readonly command: string })[];
}

/** Reads only, and nothing where no table of the tool is there. `names` are the tables that are there, `others` the copies that are no restore's. */
export function findLeftByRestores(
  restores: readonly RestoreRecord[],
  names: readonly string[],
  { read, security }: Pick<Database, 'read' | 'security'>,
  others: readonly ShownCopy[] = [],
): Promise<Looked<LeftByRestores>> {
  return look(async () => {
    const record = restores.find(isUnfinished);
    const interrupted = record && (await inspect(record, { read, security }));
    const shown = await findShown({ restores, others }, new Set(names), read);
    return {
      ...(interrupted === undefined ? {} : { interrupted }),
      shown: shown.map((one) => ({ ...one, command: security.closing(one.copy) })),
    };
  });
}

async function inspect(
  record: RestoreRecord,
  { read, security }: Pick<Database, 'read' | 'security'>,
): Promise<InterruptedRestore> {
  const standing = await readStanding(record, { read });
  const secured = record.tables.filter((table) => table.security !== undefined);
  const ids = secured.length === 0 ? new Map<string, string>() : await read.tableIds();
  const closed: { readonly table: string; readonly command: string }[] = [];
  for (const { name, stageTableId, security: command } of secured) {
    if (command === undefined || ids.get(name) !== stageTableId) continue;
    if ((await security.rowSecurity(name)).kind === 'own') closed.push({ table: name, command });
  }
  return { record, standing, closed };
}

async function findShown(
  { restores, others }: { readonly restores: readonly RestoreRecord[]; readonly others: readonly ShownCopy[] },
  names: ReadonlySet<string>,
  read: Pick<Database['read'], 'schemaScript'>,
): Promise<readonly ShownCopy[]> {
  if (![...names].some(isOwnTable)) return [];
  const script = await read.schemaScript();
  const ofRestores = restores.flatMap((record) => shownCopies(record, names, script));
  const found = [...ofRestores, ...onlyShown(others, names, script)];
  return [...new Map(found.map((one) => [one.copy, one])).values()];
}
