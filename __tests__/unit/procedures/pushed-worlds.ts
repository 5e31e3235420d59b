import { throwProblems } from '../../../src/domain/problem.ts';
import { putReferenceData, type ReferenceWorld } from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { type MemoryClock, memoryClock } from '../../fixtures/memory/clock.ts';
import { type WatchedStore, watchedStore } from '../../fixtures/memory/data-connection.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const files = memoryReferenceFiles({});
const known = `${paths.control}/reference-data/T.json`;
export const record = `${paths.control}/pushed-data/T.json`;
/** What the three rows of `data` are in the table. */
export const threeRows = [
  ['x', '1'],
  ['y', '2'],
  ['z', '3'],
];

/** A file of its own for T. */
export async function dataOf(folder: string, text: string): Promise<ReferenceData> {
  files.write(`${folder}/T.csv`, text);
  files.write(`${folder}/T.yml`, 'ingestion: event-grid\n');
  const found = await readReferenceData(files, [`${folder}/T.csv`], new Map([['T', pairColumns]]));
  throwProblems(found.problems);
  return found.data[0] ?? Promise.reject(new Error('no data'));
}

export const data = await dataOf('one', 'a,b\nx,1\ny,2\nz,3\n');
export const other = await dataOf('two', 'a,b\nq,7\n');

/** A database with one row in T, its stores, and what was said. */
export interface Place {
  readonly world: ReferenceWorld;
  readonly database: MemoryDatabase;
  readonly store: MemoryStore;
  readonly container: WatchedStore;
  readonly clock: MemoryClock;
  readonly notes: string[];
  readonly failures: Map<string, string>;
}

/** Three parts of one row; events arrive in every sleep. */
export function open(): Place {
  const store = memoryStore();
  const database = memoryDatabase(store);
  const container = watchedStore(database);
  const clock = memoryClock(() => container.deliver());
  const notes: string[] = [];
  const failures = new Map<string, string>();
  database.put('T', pairColumns, [['old', '0']]);
  const ignore = (): void => undefined;
  const progress = { phase: ignore, advance: ignore, warn: ignore, note: (text: string) => void notes.push(text) };
  const load = { ...database.load, failedIngestions: async () => failures };
  const pushWay = { container, patienceSeconds: 60, progress };
  const world = { database: { ...database, load }, store, paths, clock, files, partLength: 1, pushWay };
  return { world, database, store, container, clock, notes, failures };
}

/** Nothing stands against it. */
export const put = (what: ReferenceData, world: ReferenceWorld) => putReferenceData(what, world, async () => undefined);

/** Nothing is left but the table and what is known of it. */
export function expectClean({ database, store, container }: Place): void {
  expect(database.names()).toEqual(['T']);
  expect(container.paths()).toEqual([]);
  expect(store.paths()).toEqual([known]);
}
