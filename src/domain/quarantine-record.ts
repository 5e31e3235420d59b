import { z } from 'zod';
import { check, parseJson } from './snapshot/manifest.ts';

/** For how many days something may be put aside: ten years are more than anybody waits, and a time that a date can hold. */
export const mostQuarantineDays = 3650;
export const quarantineDays = z.int().positive().max(mostQuarantineDays);

/**
 * What a deployment put aside in place of losing it. Each state is stored before the next step. `begun`: it is announced, and may be done; identities tell. `done`: it is proven, and the deployment has not
 * stored yet that its command ran. `closed`: it has. `undoing`: an undo is announced. `undone`: what was put aside is back.
 */
export const quarantineRecord = z.strictObject({
  formatVersion: z.literal(1),
  /** Eight hexadecimal characters; a part of the names of what is kept. */
  id: z.string().regex(/^[0-9a-f]{8}$/),
  /** Of the run that writes it. */
  owner: z.string(),
  way: z.enum(['rename', 'move']),
  /** In words what the command does. */
  what: z.string(),
  /** The command of the files, as the record of a deployment knows it; absent where it stands in none. */
  command: z.string().optional(),
  /** Of what had been put back until then, as the record of a deployment has it for a command that ran. */
  restores: z.string().default(''),
  /** A record of any number is read: what it holds is there all the same. */
  days: z.number().positive(),
  /** By the clock of the service: when it began, and when what is kept deletes itself. */
  clusterTime: z.string(),
  expiresAt: z.string(),
  /** By the same clock, once it is proven that the rows are aside; absent before, and in records of earlier versions. */
  asideAt: z.string().optional(),
  state: z.enum(['begun', 'done', 'closed', 'undoing', 'undone']),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      /** Identity of the table that is dropped or cleared. */
      tableId: z.string(),
      /** The name under which its rows are kept. */
      kept: z.string(),
      /** Identity of what is kept; absent until a table for moved extents is made. */
      keptTableId: z.string().optional(),
      /** As they were counted before; once it is done, those that are kept. */
      rows: z.string(),
    }),
  ),
});

export type QuarantineRecord = Readonly<z.infer<typeof quarantineRecord>>;
export type QuarantinedTable = QuarantineRecord['tables'][number];

/** Rejects what cannot be read by this version. */
export function parseQuarantine(body: string, path: string): QuarantineRecord {
  return check(quarantineRecord, parseJson(body, path), path);
}

/** Where the rows of one table of a record are: `gone` where neither name has the identity that it had. */
export type Whereabouts = 'aside' | 'in-place' | 'gone';

/** Told by identity, never by a name alone. A table made for moved extents whose identity was not stored yet is known by its name, which no other run makes. */
export function whereabouts(
  { way, state }: Pick<QuarantineRecord, 'way' | 'state'>,
  table: QuarantinedTable,
  ids: ReadonlyMap<string, string>,
): Whereabouts {
  const { name, tableId, kept, keptTableId } = table;
  const found = ids.get(kept);
  if (way === 'rename') {
    if (found === tableId) return 'aside';
    return ids.get(name) === tableId ? 'in-place' : 'gone';
  }
  if (keptTableId === undefined) return found === undefined ? 'in-place' : 'aside';
  if (found === keptTableId) return 'aside';
  return state === 'undone' ? 'in-place' : 'gone';
}
