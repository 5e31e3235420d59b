import { columnTypes } from '../domain/column.ts';
import { chooseForms, receivingColumns, type StoredColumn } from '../domain/column-form.ts';
import { boundedRows, unassigned } from '../domain/cursor-bound.ts';
import { usualSettings } from '../domain/export-settings.ts';
import { addFingerprints, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, ownTable, type RunId } from '../domain/names.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { IngestRequest } from '../ports/database-loader.ts';
import { type FileReaders, readBack } from './read-back.ts';
import type { LoadWorld } from './receive-files.ts';
import { runOperations } from './run-operations.ts';
import { settleCursor } from './settle-cursor.ts';

/** One value of every type, each with something to lose: the seventh decimal of a time, 30 decimal digits, a quote, an emoji. */
const sample: Readonly<Record<(typeof columnTypes)[number], string>> = {
  bool: 'true',
  int: '-2147483648',
  long: '9223372036854775807',
  real: '0.1',
  decimal: '12345678901.0123456789',
  datetime: '2020-02-29T23:59:59.1234567Z',
  timespan: '-1.02:03:04.0000001',
  guid: '6b7d9a10-3c54-4f51-8d0e-27a1c0ffee00',
  string: '"a ""quote"", a comma, ü 🐦"',
  dynamic: '"{""a"":[1,""x"",null]}"',
};

const lifetime = 3_600_000;

export type RoundTripWorld = LoadWorld & FileReaders;

/**
 * Takes one row all the way: into a scratch table, out to Parquet, back in beside, compares fingerprints, and renames a table. Whatever a snapshot and a restore need is
 * needed here. Drops what it made.
 */
export async function makeRoundTrip(run: RunId, folder: string, world: RoundTripWorld): Promise<void> {
  const names = [0, 1, 2, 3].map((index) => ownTable('probe', run, index));
  try {
    await travel(run, folder, names, world);
  } finally {
    for (const name of names) await world.database.change.dropTable(name);
  }
}

async function travel(run: RunId, folder: string, names: readonly string[], world: RoundTripWorld): Promise<void> {
  const [source = '', raw = '', target = '', renamed = ''] = names;
  const { database, store, clock } = world;
  const columns = columnTypes.map((type) => ({ name: `c_${type}`, type }));
  const stored = chooseForms(columns, new Set(['c_datetime']));
  const expiresAt = new Date(clock.now().getTime() + lifetime);
  for (const [name, shape] of [
    [source, columns],
    [raw, receivingColumns(stored)],
    [target, columns],
  ] as const) {
    await database.change.createTable({
      name,
      columns: shape,
      folder: 'kusto-rebuild',
      docString: 'round trip of doctor',
    });
    await database.change.expireTable(name, expiresAt);
  }
  const csv = `${folder}/row.csv`;
  await store.write(
    csv,
    `${columns.map(({ name }) => name).join(',')}\n${columnTypes.map((type) => sample[type]).join(',')}\n`,
    { kind: 'if-absent' },
  );
  const tag = attemptTag(run, 0, 1);
  await ingest(
    {
      table: source,
      source: await store.uriForCluster(csv, 'read'),
      format: 'csv',
      tag,
      csvColumns: columns.map(({ name }) => name),
    },
    world,
  );
  const [file] = await exportRow(source, stored, folder, world);
  if (file === undefined) throw problemError({ code: 'difference', summary: 'The export of one row wrote no file.' });
  await ingest({ table: raw, source: await store.uriForCluster(file.path, 'read'), format: 'parquet', tag }, world);
  await append(raw, stored, target, tag, world);
  await compare(file, target, stored, world);
  await proveIdentity(target, renamed, world);
  await store.remove(csv);
  await store.remove(file.path);
}

async function exportRow(
  table: string,
  columns: readonly StoredColumn[],
  folder: string,
  world: RoundTripWorld,
): Promise<readonly FileRecord[]> {
  const { database, clock } = world;
  const live = (await database.read.tables()).find(({ name }) => name === table);
  if (live === undefined)
    throw problemError({ code: 'unknown', summary: `The table ${table} is not there although it was made.` });
  const { cursor, populations } = await settleCursor(database.read, [live], { clock, patienceMilliseconds: 90_000 });
  const counts = populations.get(table);
  if (counts === undefined || unassigned(counts) !== 0n || boundedRows(counts) !== 1n) {
    throw problemError({ code: 'unknown', summary: 'One row was ingested, but the cursor does not show exactly one.' });
  }
  const destination = await world.store.uriForCluster(attemptFolder(folder, 0, 1), 'write');
  const request = {
    table,
    columns,
    slice: { kind: 'timed' as const, cursor },
    settings: usualSettings(undefined),
    destination,
  };
  const results = await runOperations(
    [request],
    {
      describe: () => 'export of one row',
      slots: () => database.export.slots(),
      states: (ids) => database.export.states(ids),
      start: (one) => database.export.start(one),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
  const files = results.flatMap((result) => (result.kind === 'completed' ? [result.operation] : []));
  const reported = await Promise.all(files.map((operation) => database.export.files(operation)));
  return readBack({ table, columns, index: 0 }, reported.flat(), world);
}

async function ingest(request: IngestRequest, { database, clock }: LoadWorld): Promise<void> {
  const results = await runOperations(
    [request],
    {
      describe: ({ table }) => `ingestion of one row into ${table}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: (one) => database.load.startIngest(one),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}

async function append(
  from: string,
  columns: readonly StoredColumn[],
  into: string,
  tag: string,
  { database, clock }: LoadWorld,
): Promise<void> {
  const extentIds = (await database.read.rowsByExtent(from)).map(({ extentId }) => extentId);
  const results = await runOperations(
    [{ from, extentIds, columns, into, tag }],
    {
      describe: () => 'typing one row',
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: (request) => database.load.startTypedAppend(request),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}

/** A restore tells by identity whether its swap has happened, so the identity must follow a table through a rename. */
async function proveIdentity(from: string, to: string, { database }: LoadWorld): Promise<void> {
  const before = (await database.read.tableIds()).get(from);
  await database.change.renameTables([{ from, to }]);
  const after = await database.read.tableIds();
  if (before !== undefined && after.get(to) === before && !after.has(from)) return;
  throw problemError({
    code: 'difference',
    summary:
      'A table that was renamed has another TableId than before; a restore could not tell whether its swap has happened.',
    detail: `before ${before ?? 'none'}, after ${after.get(to) ?? 'none'}`,
    next: 'Please report this with the cluster version, and do not restore in place.',
  });
}

async function compare(
  file: FileRecord,
  table: string,
  columns: readonly StoredColumn[],
  { database }: LoadWorld,
): Promise<void> {
  const expected = addFingerprints([loadFingerprint(file.fingerprint)]);
  const seen = await database.read.fingerprint(table, columns, { kind: 'whole-table' });
  if (sameFingerprint(expected, seen)) return;
  throw problemError({
    code: 'difference',
    summary: 'A row that was exported and ingested again is not the row it was.',
    detail: `expected ${showFingerprint(expected)}, seen ${showFingerprint(seen)}`,
    next: 'Please report this with the cluster version; a snapshot would lose something here.',
  });
}
