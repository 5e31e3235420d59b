import type { Database } from '../engine/database.ts';
import { badRequest } from '../problem.ts';

/** A follower changes nothing of what it follows. Source: https://learn.microsoft.com/azure/data-explorer/follower */
export function refuseReadOnly({ name, accessMode }: Database, kind: string): void {
  if (accessMode === 'ReadWrite' || /^(Show|Export|Get)/.test(kind)) return;
  throw badRequest(`The database '${name}' is read-only: it follows another.`);
}
