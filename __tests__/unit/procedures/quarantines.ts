import { problemError, throwProblems } from '../../../src/domain/problem.ts';
import type { QuarantineRecord } from '../../../src/domain/quarantine-record.ts';
import type { QuarantineWay } from '../../../src/domain/schema/quarantine.ts';
import type { Database } from '../../../src/ports/database.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import { judgeUndo } from '../../../src/procedures/judge-put-back.ts';
import { putAside } from '../../../src/procedures/put-aside.ts';
import { askQuarantines, readQuarantines, settleQuarantines } from '../../../src/procedures/quarantine-records.ts';
import { findQuarantine, undoQuarantine } from '../../../src/procedures/undo-quarantine.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

/** The process ends, or only the answer of one call is lost. */
export type Mishap = 'killed-before' | 'killed-after' | 'answer-lost';

export const command = 's.kql command';

/** A table T of two rows, and runs that put it aside and back, each of which can meet a mishap at one of its calls that change something. */
export function openQuarantines(settings: readonly string[] = []) {
  const store = memoryStore();
  const database = memoryDatabase(store);
  const clock = memoryClock();
  database.put('T', pairColumns, [['x', '1']]);
  database.put('T', pairColumns, [['y', '2']]);
  const script = ['.create-merge table T (a: string, b: long)', ...settings];
  const age = { softDeletePeriod: '365.00:00:00', created: '2026-11-19T00:00:00.0000000Z' };
  const live: Database = {
    ...database,
    read: {
      ...database.read,
      schemaScript: async () => script,
      tables: async () =>
        (await database.read.tables()).map((one) => ({ ...one, softDeletePeriod: age.softDeletePeriod })),
      creationTimes: async () => new Map([['extent', age.created]]),
    },
  };
  let calls = 0;
  let trap: { readonly at: number; readonly mishap: Mishap } | undefined;

  async function meet<R>(work: () => Promise<R>): Promise<R> {
    calls += 1;
    const mishap = trap?.at === calls ? trap.mishap : undefined;
    if (mishap === 'killed-before') throw new Error('killed');
    const done = await work();
    if (mishap === 'killed-after') throw new Error('killed');
    if (mishap === 'answer-lost') throw problemError({ code: 'service', summary: 'No answer.', transient: true });
    return done;
  }

  const { change, load } = live;
  const guarded: Database = {
    ...live,
    change: {
      ...change,
      createTable: (table) => meet(() => change.createTable(table)),
      guardStaging: (...given) => meet(() => change.guardStaging(...given)),
      renameTables: (renames) => meet(() => change.renameTables(renames)),
      expireTable: (...given) => meet(() => change.expireTable(...given)),
      keepTable: (name) => meet(() => change.keepTable(name)),
    },
    load: { ...load, moveAllExtents: (...given) => meet(() => load.moveAllExtents(...given)) },
  };
  const written: SnapshotStore = { ...store, write: (...given) => meet(() => store.write(...given)) };
  const world = { database: guarded, store: written, paths, clock };

  async function run<R>(work: () => Promise<R>, at?: number, mishap: Mishap = 'killed-before'): Promise<R> {
    calls = 0;
    trap = at === undefined ? undefined : { at, mishap };
    return work();
  }

  /** What a deployment does with its one command, after it found out what ran; answers whether the command ran in it. */
  async function deploy(way: QuarantineWay): Promise<'ran' | 'left-out'> {
    const isLeftOut = (await askQuarantines(world)).unrecorded.some(({ id }) => id === command);
    const { begun } = await settleQuarantines({ commands: new Set([command]) }, world);
    // What is dropped already is no command of the next plan.
    if (isLeftOut || !database.names().includes('T')) return 'left-out';
    const put = await putAside({ way, tables: ['T'], days: 7, what: 'loses', command, begun }, world);
    if (put.kind === 'aside') await put.close();
    return 'ran';
  }

  async function undo(id: string) {
    const stored = await findQuarantine(id, world);
    const { aside, problems } = await judgeUndo(stored.record, world);
    throwProblems(problems);
    return undoQuarantine(stored, aside, world);
  }

  return {
    database,
    store,
    world,
    script,
    /** Retention of every table, and when what is put aside was created. */
    age,
    sent: () => calls,
    deploy: (way: QuarantineWay, at?: number, mishap?: Mishap) => run(() => deploy(way), at, mishap),
    undo: (id: string, at?: number, mishap?: Mishap) => run(() => undo(id), at, mishap),
    judge: async (id: string) => (await judgeUndo((await findQuarantine(id, world)).record, world)).problems,
    settle: () => settleQuarantines({ commands: new Set() }, world),
    records: async (): Promise<readonly QuarantineRecord[]> =>
      (await readQuarantines({ store, paths })).map(({ record }) => record),
    kept: () => database.names().filter((name) => name.startsWith('kr_q_')),
    /** Of a table that may not be there, in no order. */
    rowsOf: (name: string) => (database.names().includes(name) ? database.rowsOf(name).flat().toSorted() : undefined),
  };
}
