import { inNumber } from '../domain/in-number.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { type Level, levels } from '../domain/snapshot/records.ts';
import { nextPart, type Rotation } from '../domain/snapshot/rotation.ts';
import {
  type Against,
  againstChoices,
  looksAt,
  reachedLevel,
  recordFindings,
  type TableResult,
} from '../domain/snapshot/verification.ts';
import { pass, type Verdict, verdictOf, worstVerdict } from '../domain/verdict.ts';
import type { DatabaseReader, LiveTable, LiveView } from '../ports/database.ts';
import { checkBlob } from '../procedures/check-blob.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { openSnapshot } from '../procedures/stored-snapshot.ts';
import { readVerifications, writeVerification } from '../procedures/verification-records.ts';
import type { TableCheck } from '../procedures/verify-table.ts';
import { verifyTables } from '../procedures/verify-tables.ts';
import { showCount } from '../report/numbers.ts';
import { defineCommand } from './command.ts';
import { connection, snapshot, storage } from './inputs.ts';
import { describeVerification, type JudgedTable } from './verify-report.ts';

export const verify = defineCommand({
  name: 'verify',
  group: 'prove',
  summary: 'Compare the database with a snapshot, table by table, and column by column where they differ',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...snapshot,
    tables: {
      type: 'list',
      default: '*',
      config: 'value',
      describe: 'Tables of the snapshot by name or glob; !glob takes away',
    },
    'expect-changes': {
      type: 'list',
      describe:
        'Tables that may differ, for example because a deployment changed them on purpose; they are shown, and do not fail',
    },
    level: {
      type: 'choice',
      choices: levels,
      default: 'contents',
      describe:
        'counts: rows; files: also every blob; contents: also the fingerprint of the live rows; full: also every value in the files',
    },
    against: {
      type: 'choice',
      choices: againstChoices,
      default: 'both',
      describe:
        'What the snapshot is compared with: the database, its own files in storage, or both; storage sends nothing to the cluster',
    },
    rotation: {
      type: 'count',
      describe:
        'Into how many parts the files are divided; a run looks at those of one part, that which waited longest, and so many runs at all',
    },
  },
  outputs: [
    { name: 'verdict', describe: 'pass, fail or unknown, of what was looked at' },
    { name: 'snapshot-id', describe: 'Id of the snapshot that was compared' },
    { name: 'failed-tables', describe: 'Comma-separated names of the tables that differ' },
  ],
  async run(request, world) {
    const { against } = request;
    const level = requireLevel(request);
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const parquet = world.openParquet(store);
    const paths = databasePaths(database.clusterHost, database.name);
    const read = looksAt(against, 'database') ? database.read : undefined;
    if (read !== undefined) requireCanary(await read.identity());
    const { id, manifest } = await openSnapshot(store, paths, request.snapshot);
    const pages = [manifest.schemaScript, manifest.handPage].map((page) => checkBlob(store, page));
    const spoilt = (await Promise.all(pages)).flat();
    const [restores, live] = await Promise.all([readRestoreRecords(store, paths), liveTables(read)]);
    const hasViews = manifest.tables.some(({ kind }) => kind === 'materialized-view');
    const views = read === undefined || !hasViews ? [] : (await read.views()).map(asTable);
    refuseStrangers(request['expect-changes'], manifest, live);
    const chosen = selectTables(manifest.tables, request.tables);
    const names = chosen.map(({ name }) => name);
    const earlier = request.rotation === undefined ? undefined : await readVerifications(store, paths, id);
    const rotation =
      earlier === undefined || request.rotation === undefined
        ? undefined
        : nextPart(request.rotation, level, names, earlier.records);
    const liveByName = byName(live);
    const viewsByName = byName(views);
    const count = `${showCount(chosen.length)} ${inNumber(chosen.length, 'table', 'tables')}`;
    world.progress.phase(`Comparing ${count}`);
    const asked = {
      ...{ manifest, tables: chosen, restores, level, against, rotation },
      liveOf: ({ kind, name }: TableManifest) => (kind === 'table' ? liveByName : viewsByName).get(name),
      tell: (done: number) => world.progress.note(`compared ${showCount(done)} of ${count}`),
    };
    const checks = await verifyTables(asked, { read: database.read, store, parquet });
    const judged = checks.map((check) => judge(check, request['expect-changes']));
    const verdicts = [...judged.flatMap((one) => one.verdicts), ...unseenFiles(rotation, checks, chosen)];
    const whole = manifest.tables.length === 0 ? pass : worstVerdict(verdicts);
    const verdict = spoilt.length === 0 ? whole : worstVerdict([verdictOf(spoilt), ...verdicts]);
    const filesByName = new Map(chosen.map(({ name, files }) => [name, files]));
    const record = await writeVerification(store, paths, id, {
      formatVersion: 1,
      snapshotId: id,
      at: world.clock.now().toISOString(),
      level,
      against,
      ...(rotation === undefined ? {} : { rotation }),
      verdict: verdict.kind,
      pages: verdictOf(spoilt).kind,
      tables: judged.map((one) => resultOf(one, filesByName)),
      ...recordFindings(problemsOf(verdict)),
    });
    const held = new Set(manifest.tables.map(({ name }) => name));
    const others = selectTables(live, ['*']).filter(({ name }) => !held.has(name));
    const looked = {
      ...{ id, level, against, rotation, record, others: others.map(({ name }) => name), tables: chosen },
      ...{ pages: verdictOf(spoilt), unreadable: earlier?.unreadable ?? [] },
    };
    const isLost = rotation !== undefined && record === 'not-stored';
    return describeVerification(looked, judged, isLost ? worstVerdict([verdict, unrecordedTurn(rotation)]) : verdict);
  },
});

function byName(tables: readonly LiveTable[]): ReadonlyMap<string, LiveTable> {
  return new Map(tables.map((table) => [table.name, table]));
}

/** A view is compared like a table that nothing bounds. */
function asTable({ definition: _, isHealthy: __, ...view }: LiveView): LiveTable {
  return { ...view, tableId: '', ingestionTime: 'off' };
}

/** What the request comes to; rejects with everything in it that leaves nothing to look at. */
function requireLevel(request: {
  readonly level: Level;
  readonly against: Against;
  readonly rotation: number | undefined;
}): Level {
  const { level, against, rotation } = request;
  const problems: Problem[] = [];
  const reached = reachedLevel(level, against);
  if (reached === undefined) {
    problems.push({
      code: 'input',
      summary: `There is nothing to look at with level ${level} against ${against}.`,
      detail: 'The level counts looks at no file.',
      next: 'Choose level files or full, or compare with the database.',
    });
  }
  if (rotation !== undefined && (!looksAt(against, 'storage') || level === 'counts')) {
    problems.push({
      code: 'input',
      summary: `There is nothing to rotate with level ${level} against ${against}: no file is looked at.`,
      detail: `Seen: rotation ${rotation}.`,
      next: 'Leave rotation out, or choose level files, contents or full against storage or both.',
    });
  }
  throwProblems(problems);
  return reached ?? level;
}

function liveTables(read: DatabaseReader | undefined): Promise<readonly LiveTable[]> {
  return read === undefined ? Promise.resolve([]) : read.tables();
}

/** A change that was announced excuses the live table, never the snapshot's own files. */
function judge(check: TableCheck, expectedChanges: readonly string[]): JudgedTable {
  const isExpected = expectedChanges.includes(check.table);
  const looked = isExpected || check.live === undefined ? [] : [check.live];
  const files = check.files === undefined ? [] : [check.files];
  return { check, isExpected, verdicts: [...looked, ...files] };
}

function resultOf({ check, isExpected }: JudgedTable, files: ReadonlyMap<string, number>): TableResult {
  const { table, live, looked } = check;
  return {
    name: table,
    ...(live === undefined || isExpected ? {} : { live: live.kind }),
    ...(check.files === undefined || looked === undefined
      ? {}
      : { files: { verdict: check.files.kind, looked, of: files.get(table) ?? looked } }),
  };
}

/** A deployment may have changed tables that the snapshot does not hold; what is in no place at all is misspelt. */
function refuseStrangers(expected: readonly string[], manifest: Manifest, live: readonly LiveTable[]): void {
  const known = new Set([...manifest.tables, ...(manifest.leftOut ?? []), ...live].map(({ name }) => name));
  const strangers = expected.filter((name) => !known.has(name));
  if (strangers.length === 0) return;
  const names = manifest.tables.map(({ name }) => name).slice(0, 20);
  throwProblems([
    {
      code: 'input',
      summary: `expect-changes names ${strangers.join(', ')}, which snapshot ${manifest.snapshotId} does not hold.`,
      detail: `Tables: ${names.join(', ')}`,
      next: 'Check the input expect-changes; names are case-sensitive, and globs are not read.',
    },
  ]);
}

/** A run with a rotation that looked at no file has checked none, whatever the tables have. */
function unseenFiles(
  rotation: Rotation | undefined,
  checks: readonly TableCheck[],
  tables: readonly TableManifest[],
): readonly Verdict[] {
  const files = tables.reduce((sum, table) => sum + table.files, 0);
  if (rotation === undefined || files === 0 || checks.some(({ looked = 0 }) => looked > 0)) return [];
  const { of, part } = rotation;
  const problem: Problem = {
    code: 'unknown',
    summary: `No file was looked at: of ${showCount(files)} files none is in part ${part + 1} of ${of}.`,
    detail:
      of > files
        ? `The rotation ${of} is larger than the number of files, ${files}, so some parts hold none.`
        : 'A file is in the part that follows from its path, so a part may hold none.',
    next: 'Choose a smaller rotation, or run verify again: the next part has its turn.',
  };
  return [verdictOf([problem])];
}

/** Without the record the same part would have its turn for ever, and nobody would see it. */
function unrecordedTurn({ of, part }: Rotation): Verdict {
  const problem: Problem = {
    code: 'unknown',
    summary: `That part ${part + 1} of ${of} was looked at could not be recorded, so the next run looks at the same part.`,
    detail: 'The storage may only be read.',
    next: 'Give the job Storage Blob Data Contributor on the container, or leave rotation out.',
  };
  return verdictOf([problem]);
}

function problemsOf(verdict: Verdict): readonly Problem[] {
  return verdict.kind === 'pass' ? [] : verdict.problems;
}
