import { createHash } from 'node:crypto';
import { throwProblems } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import {
  putReferenceData as putUnlessObjected,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const files = memoryReferenceFiles({});

/** A file of its own for T. */
export async function dataOf(text: string, columns = pairColumns): Promise<ReferenceData> {
  const path = `${createHash('sha256').update(text).digest('hex')}/T.csv`;
  files.write(path, text);
  const { data, problems } = await readReferenceData(files, [path], new Map([['T', columns]]));
  throwProblems(problems);
  return data[0] ?? Promise.reject(new Error('no data'));
}

/** Nothing stands against it. */
export const putReferenceData = (what: ReferenceData, world: ReferenceWorld) =>
  putUnlessObjected(what, world, async () => undefined);
export const recordPath = `${paths.control}/reference-data/T.json`;
/** Two rows for T. */
export const data = await dataOf('b,a\n1,x\n2,y\n');

/** A table T without rows. */
export function open(): {
  readonly world: ReferenceWorld;
  readonly database: MemoryDatabase;
  readonly store: MemoryStore;
} {
  const store = memoryStore();
  const database = memoryDatabase(store);
  database.put('T', pairColumns, []);
  return { world: { database, store, paths, clock: memoryClock(), files }, database, store };
}

/** The world in which these commands do something else. */
export const failing = (world: ReferenceWorld, change: Partial<Database['change']>): ReferenceWorld => ({
  ...world,
  database: { ...world.database, change: { ...world.database.change, ...change } },
});
export const killed = () => Promise.reject(new Error('killed'));
