import type { Manifest } from '../../../src/domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import {
  type AskedTables,
  chooseSnapshot,
  describeChoice,
  isEndedOf,
  refuseMore,
  withChoice,
} from '../../../src/verbs/latest-snapshot.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const snapshotOf = (snapshotId: string, ...names: readonly string[]): Manifest => ({
  ...manifestOf(names.map((name) => tableManifest({ name, rows: 1n }))),
  snapshotId,
});
const begun = snapshotOf('older', 'T', 'U', 'X');
const newest = snapshotOf('newer', 'T', 'X', 'Y');

/** An interrupted restore of T and U from the older of two snapshots. */
function interrupted(standing: 'before-swap' | 'after-swap', more: Partial<RestoredTable> = {}) {
  const tables = ['T', 'U'].map((name, index) => ({
    name,
    index,
    liveTableId: null,
    stageTableId: null,
    cursor: null,
  }));
  const record: RestoreRecord = {
    formatVersion: 1,
    runId: '0000000a',
    owner: '',
    snapshotId: 'older',
    startedAt: '',
    phase: 'loading',
    tables: tables.map((table) => ({ ...table, round: 0, ...more })),
  };
  return { begun, newest, unfinished: { restore: { record, path: '', etag: '' }, standing } };
}
const asked = (tables: readonly string[], more: Partial<AskedTables> = {}): AskedTables => ({
  tables,
  as: undefined,
  range: undefined,
  ...more,
});
const planned = (...names: readonly string[]): readonly RestorePlanTable[] =>
  names.map((name, index) => ({
    table: tableManifest({ name, rows: 1n }),
    index,
    live: undefined,
    readers: 'all',
    state: 'damaged',
    damage: '',
    snapshotRows: 1n,
    impact: [],
    obstacles: [],
  }));
const two =
  /latest means two snapshots here: restore 0000000a of T, U began with older.*newer is the newest one, for X/;

test.each([
  ['before-swap', ['T'], 'begun'],
  ['before-swap', ['T', 'U'], 'begun'],
  ['before-swap', ['X', 'Y'], 'newest'],
  ['before-swap', ['damaged'], 'begun'],
  ['after-swap', ['T', 'U'], 'begun'],
  ['after-swap', ['T', 'X'], 'newest'],
  ['after-swap', ['damaged'], 'newest'],
] as const)('%s, %j is restored from the snapshot that was %s', (standing, tables, taken) => {
  expect(chooseSnapshot(interrupted(standing), asked(tables)).taken).toBe(taken);
});

test('tables of an interrupted restore and others at once are refused, with how to say which snapshot', () => {
  expect(() => chooseSnapshot(interrupted('before-swap'), asked(['*', '!Y']))).toThrow(two);
  expect(() => chooseSnapshot(interrupted('before-swap'), asked(['Z']))).toThrow(/No table matches Z/);
});

test('a table beside the live ones, or a range of it, is not what the interrupted restore was to put in place', () => {
  const range = { column: 'At', from: '2026-11-19T09:00Z' };
  const at = interrupted('before-swap');
  expect(chooseSnapshot(at, asked(['T'], { as: '{table}_old' })).taken).toBe('newest');
  expect(chooseSnapshot(at, asked(['T'], { range })).taken).toBe('newest');
  const beside = interrupted('before-swap', { target: 'T_old' });
  expect(chooseSnapshot(beside, asked(['T'], { as: '{table}_old' })).taken).toBe('begun');
});

test('more damage than the interrupted restore was to mend is refused before its swap', () => {
  const at = { ...interrupted('before-swap'), taken: 'begun' } as const;
  expect(() => refuseMore(at, planned('T', 'X'))).toThrow(two);
  for (const fine of [at, undefined]) expect(() => refuseMore(fine, planned('T'))).not.toThrow();
  expect(() => refuseMore({ ...at, taken: 'newest' }, planned('X'))).not.toThrow();
});

test('what an interrupted restore has put in place already is not restored again from the newest snapshot', () => {
  const after = { ...interrupted('after-swap'), taken: 'newest' } as const;
  expect(planned('T', 'X').map((one) => isEndedOf(after, one))).toEqual([true, false]);
  const before = { ...interrupted('before-swap'), taken: 'newest' } as const;
  expect(planned('T').map((one) => isEndedOf(before, one) || isEndedOf(undefined, one))).toEqual([false]);
});

test('the result says which snapshot was taken, and how to take the other one', () => {
  const said = (standing: 'before-swap' | 'after-swap', taken: 'begun' | 'newest') =>
    describeChoice({ ...interrupted(standing), taken });
  expect(said('before-swap', 'begun')).toMatch(/^Snapshot older is taken.*not newer, which is newer.*snapshot: newer/);
  expect(said('before-swap', 'newest')).toMatch(/^Snapshot newer is taken.*is given up.*say snapshot: older/);
  expect(said('after-swap', 'newest')).toMatch(/^Snapshot newer is taken.*but for the tables.*come from older/);
  const result = { outcomes: [], report: [], outputs: {}, data: {} };
  expect(withChoice(result, undefined)).toBe(result);
  const told = withChoice(result, { ...interrupted('before-swap'), taken: 'begun' });
  expect(told.report).toMatchObject([{ text: said('before-swap', 'begun') }]);
});
