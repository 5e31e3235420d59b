import { z } from 'zod';
import { type Column, columnTypes } from '../../domain/column.ts';
import type { CanaryAnswers, Fingerprint } from '../../domain/fingerprint.ts';
import type { Cursor, OperationId } from '../../domain/names.ts';
import { problemError } from '../../domain/problem.ts';
import type { Slots } from '../../domain/slots.ts';
import type { TimeWindow } from '../../domain/snapshot/slice.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Database,
  DatabaseChanger,
  DatabaseExporter,
  DatabaseIdentity,
  DatabaseLoader,
  DatabaseReader,
  ExportedFile,
  LiveTable,
  TablePopulations,
} from '../../ports/database.ts';
import type { Row } from './body.ts';
import { type ClusterTarget, createKustoClient, type KustoClient } from './client.ts';
import { restoreByHand } from './commands/by-hand.ts';
import * as exporting from './commands/exporting.ts';
import { exportExtremes, extremeColumns, sumExtremes } from './commands/extremes.ts';
import type { partNames } from './commands/hashes.ts';
import * as loading from './commands/loading.ts';
import * as operations from './commands/operations.ts';
import * as reading from './commands/reading.ts';
import { writeEdit } from './commands/schema-edits.ts';
import * as slices from './commands/slices.ts';
import * as tables from './commands/tables.ts';
import { liveViews } from './live-views.ts';
import { observer } from './observer.ts';
import { readStates } from './operations.ts';
import { countOf, firstCell, optionalOf, singleRow, textOf } from './rows.ts';

/** The database behind a cluster URI, through the Kusto REST API. Sends nothing until first used. */
export function createDatabase(target: ClusterTarget, clock: Clock): Database {
  const client = createKustoClient(target, clock);
  return {
    name: target.database,
    clusterHost: new URL(target.cluster).hostname,
    read: reader(client),
    observe: observer(client),
    export: exporter(client),
    load: loader(client),
    change: changer(client),
  };
}

function reader(client: KustoClient): DatabaseReader {
  const { database } = client.target;
  return {
    async identity() {
      // The first request alone, since each of several at once would fetch the cluster's sign-in metadata for itself.
      const canary = await client.query(reading.readCanary);
      const [version, identity] = await Promise.all([
        client.show(reading.showVersion),
        client.show(reading.showDatabaseIdentity),
      ]);
      const asked = singleRow(canary, 'the hash canary');
      const own = singleRow(identity, 'the identity of the database');
      return {
        canary: canaryOf(asked),
        now: textOf(asked, 'now'),
        buildVersion: textOf(singleRow(version, 'its version'), 'BuildVersion'),
        accessMode: textOf(own, 'DatabaseAccessMode'),
        readsRestricted: readsRestricted(optionalOf(own, 'CurrentUserIsUnrestrictedViewer')),
      };
    },
    async tables() {
      const [schema, details, policies] = await Promise.all([
        client.show(reading.showDatabaseSchema(database)),
        client.show(reading.showTablesDetails),
        client.show(reading.showIngestionTimePolicies),
      ]);
      return liveTables(firstCell(schema, 'the database schema'), database, details, policies);
    },
    async views() {
      const views = await client.show(reading.showMaterializedViews);
      if (views.length === 0) return [];
      const schema = await client.show(reading.showDatabaseSchema(database));
      return liveViews(firstCell(schema, 'the database schema'), database, views);
    },
    async tableIds() {
      const details = await client.show(reading.showTablesDetails);
      return new Map(details.map((row) => [textOf(row, 'TableName'), textOf(row, 'TableId')]));
    },
    async schemaScript() {
      return (await client.show(reading.showSchemaScript(database))).map((row) => textOf(row, 'DatabaseSchemaScript'));
    },
    async cursor() {
      return textOf(singleRow(await client.query(reading.readCursor), 'cursor_current()'), 'Cursor') as Cursor;
    },
    async populations(tables, cursor, range) {
      const asked = tables.map(({ name, columns }) => ({ name, datetimes: datetimesOf(columns) }));
      const rows = await client.query(reading.countPopulations(asked, cursor, range));
      const byPlace = new Map(rows.map((row) => [textOf(row, 'place'), row]));
      const counted = asked.map(({ name, datetimes }, place) => {
        const row = byPlace.get(String(place));
        return [
          name,
          populationsOf(singleRow(row === undefined ? [] : [row], `the counts of ${name}`), datetimes, range),
        ] as const;
      });
      return new Map(counted);
    },
    async wholePopulations(table, columns) {
      const datetimes = datetimesOf(columns);
      const row = singleRow(await client.query(reading.countWhole({ name: table, datetimes })), `the rows of ${table}`);
      const total = countOf(row, 'total');
      const times = { low: 0n, high: 0n };
      return { total, atCursor: 0n, newer: 0n, untimed: total, times, withTickRest: tickRests(row, datetimes) };
    },
    async surplusRows(table, other, columns, bound = { kind: 'whole-table' }) {
      const row = singleRow(
        await client.query(reading.countSurplus({ table, bound }, other, columns)),
        `the rows of ${table}`,
      );
      return countOf(row, 'g') === 0n ? 0n : countOf(row, 'n');
    },
    async timeBins(table, cursor, window, step) {
      const rows = await client.query(slices.countTimeBins(table, cursor, window, step));
      return rows.map((row) => ({ start: textOf(row, 'b'), rows: countOf(row, 'n') }));
    },
    async partRows(table, columns, slice, of) {
      const rows = await client.query(slices.countParts(table, columns, slice, of));
      return new Map(rows.map((row) => [Number(countOf(row, 'p')), countOf(row, 'n')]));
    },
    async fingerprint(table, columns, bound) {
      const row = singleRow(
        await client.query(reading.fingerprintRows(table, columns, bound)),
        `the fingerprint of ${table}`,
      );
      return { rows: countOf(row, 'n'), ...sumsOf(row, '') };
    },
    async columnFingerprints(table, columns, bound) {
      const rows = await client.query(reading.fingerprintColumns(table, columns, bound));
      return columnSumsOf(singleRow(rows, `the column fingerprints of ${table}`), columns);
    },
    async rowsByExtent(table) {
      return (await client.query(reading.countByExtent(table))).map((row) => ({
        extentId: textOf(row, 'ExtentId'),
        tags: z.array(z.string()).parse(JSON.parse(textOf(row, 'Tags') || '[]')),
        rows: countOf(row, 'n'),
      }));
    },
    async extentsAfter(table, after) {
      return (await client.query(reading.listExtentsAfter(table, after))).map((row) => textOf(row, 'ExtentId'));
    },
    async deletesItself(table) {
      const row = singleRow(await client.show(tables.showExpiry(table)), `the auto_delete policy of ${table}`);
      const policy = optionalOf(row, 'Policy');
      return policy === undefined || policy === '' || policy === 'null' ? 'no' : 'yes';
    },
  };
}

function readsRestricted(flag: unknown): DatabaseIdentity['readsRestricted'] {
  if (flag === undefined) return 'unknown';
  return isTrue(flag) ? 'yes' : 'no';
}

function exporter(client: KustoClient): DatabaseExporter {
  return {
    slots: () => readSlots(client, 'DataExport'),
    start: async (request) => operationOf(await client.change(exporting.exportSlice(request, 'async'))),
    write: async (request) => (await client.change(exporting.exportSlice(request, 'sync'))).map(exportedFile),
    async writeExtremes(destination) {
      const files = (await client.change(exportExtremes(destination))).map(exportedFile);
      const sums = singleRow(await client.query(sumExtremes()), 'the sums of extreme values');
      return { columns: extremeColumns, files, sums: columnSumsOf(sums, extremeColumns) };
    },
    files: async (operation) => (await client.show(operations.showOperationDetails(operation))).map(exportedFile),
    states: (ids) => readStates(client, ids),
    restoreByHand,
  };
}

function exportedFile(row: Row): ExportedFile {
  return { uri: textOf(row, 'Path'), rows: countOf(row, 'NumRecords') };
}

function loader(client: KustoClient): DatabaseLoader {
  return {
    slots: () => readSlots(client, 'Ingestions'),
    startIngest: async (request) => operationOf(await client.change(loading.ingestFile(request))),
    async runningIngestions() {
      const rows = await client.show(operations.showRunningOperations);
      const loads = rows.filter((row) => /^(DataIngest|Table)/.test(textOf(row, 'Operation')));
      return loads.map((row) => textOf(row, 'OperationId') as OperationId);
    },
    startTypedAppend: async (request) => operationOf(await client.change(loading.appendTyped(request))),
    startAppend: async (request) => operationOf(await client.change(loading.appendRows(request))),
    async moveExtents(from, into, extentIds, ingestionTime = 'keep') {
      const rows = await client.change(loading.moveExtents(from, into, extentIds, ingestionTime));
      const failed = rows.filter((row) => textOf(row, 'ResultExtentId') === 'Failed');
      if (failed.length > 0 || rows.length !== extentIds.length) {
        const detail = `${extentIds.length} extents asked for, ${rows.length} answered, ${failed.length} failed`;
        throw problemError({
          code: 'service',
          summary: `Moving extents from ${from} to ${into} did not succeed.`,
          detail,
          transient: true,
        });
      }
    },
    async dropExtents(table, extentIds) {
      await client.change(loading.dropExtents(table, extentIds));
    },
    async nonEmptyValues(table, columns) {
      const row = singleRow(await client.query(reading.countNonEmpty(table, columns)), `the values of ${table}`);
      return new Map(columns.map(({ name }, index) => [name, countOf(row, `c${index}`)]));
    },
    states: (ids) => readStates(client, ids),
  };
}

function changer(client: KustoClient): DatabaseChanger {
  const change = async (text: string): Promise<void> => void (await client.change(text));
  const changeAll = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) await change(text);
  };
  return {
    run: async (statement) => readResult(await client.change(statement)),
    write: (edit) => writeEdit(edit, client.target.database),
    createTable: (table) => change(tables.createTable(table)),
    guardStaging: (table, expiresAt) => changeAll(tables.guardStaging(table, expiresAt)),
    releaseStaging: (table) => changeAll(tables.releaseStaging(table)),
    renameTables: (renames) => change(tables.renameTables(renames)),
    dropTable: (table) => change(tables.dropTable(table)),
    keepTable: (table) => change(tables.keepTable(table)),
    deleteRows: (table, after) => change(loading.deleteRows(table, after)),
    expireTable: (table, expiresAt) => change(tables.expireTable(table, expiresAt)),
    replaceContents: (request) => change(loading.replaceContents(request)),
  };
}

/** An ingestion that failed for a file still answers with a row; an asynchronous command answers with nothing but its operation. */
function readResult(rows: readonly Row[]): { readonly operation?: OperationId } {
  const failed = rows.find((row) => isTrue(optionalOf(row, 'HasErrors')));
  if (failed !== undefined) {
    const detail = `${String(optionalOf(failed, 'ItemLoaded') ?? '')} operation ${String(optionalOf(failed, 'OperationId') ?? '')}`;
    throw problemError({ code: 'service', summary: 'The command answered that a part of it failed.', detail });
  }
  const [row] = rows;
  const isOperation = rows.length === 1 && row?.size === 1 && optionalOf(row, 'OperationId') !== undefined;
  return isOperation ? { operation: textOf(row, 'OperationId') as OperationId } : {};
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

async function readSlots(client: KustoClient, resource: string): Promise<Slots> {
  const rows = await client.show(reading.showCapacity);
  const row = rows.find((one) => textOf(one, 'Resource').toLowerCase() === resource.toLowerCase());
  if (row === undefined) throw problemError({ code: 'unknown', summary: `.show capacity does not list ${resource}.` });
  return { total: Number(countOf(row, 'Total')), remaining: Number(countOf(row, 'Remaining')) };
}

function operationOf(rows: readonly Row[]): OperationId {
  return textOf(singleRow(rows, 'the asynchronous command'), 'OperationId') as OperationId;
}

function columnSumsOf(row: Row, columns: readonly Column[]): ReadonlyMap<string, Fingerprint> {
  const rows = countOf(row, 'n');
  return new Map(columns.map(({ name }, index) => [name, { rows, ...sumsOf(row, `c${index}`) }]));
}

function sumsOf(row: Row, prefix: string): { readonly low: bigint; readonly high: bigint } {
  const part = (name: (typeof partNames)[number]): bigint => sumOf(row, `${prefix}${name}`);
  return { low: part('lo0') + (part('lo1') << 16n), high: part('hi0') + (part('hi1') << 16n) };
}

/** The sum over no rows is null in the language and empty as text. */
function sumOf(row: Row, column: string): bigint {
  return countOf(row, 'n') === 0n ? 0n : countOf(row, column);
}

function canaryOf(row: Row): CanaryAnswers {
  return {
    world: textOf(row, 'world'),
    instant: textOf(row, 'instant'),
    worldHigh: textOf(row, 'worldHigh'),
    negativeHigh: textOf(row, 'negativeHigh'),
  };
}

function datetimesOf(columns: readonly Column[]): readonly string[] {
  return columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
}

function tickRests(row: Row, datetimes: readonly string[]): ReadonlySet<string> {
  const rests = textOf(row, 'rests').split('|');
  return new Set(datetimes.filter((name, index) => requireCount(rests[index], name) > 0n));
}

function requireCount(text: string | undefined, column: string): bigint {
  if (text !== undefined && /^\d+$/.test(text)) return BigInt(text);
  throw problemError({ code: 'unknown', summary: `The cluster gave no count of the times in ${column}.` });
}

function populationsOf(row: Row, datetimes: readonly string[], range?: TimeWindow): TablePopulations {
  const untimed = countOf(row, 'untimed');
  const outside = range?.from === undefined && range?.before === undefined ? 0n : countOf(row, 'outside');
  return {
    total: countOf(row, 'total'),
    atCursor: countOf(row, 'atCursor'),
    newer: countOf(row, 'newer'),
    untimed: range === undefined ? untimed : 0n,
    ...(range === undefined ? {} : { leftOut: { outside, untimed } }),
    times: {
      low: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeslo'),
      high: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeshi'),
    },
    withTickRest: tickRests(row, datetimes),
  };
}

const schemaDocument = z.looseObject({
  Databases: z.record(
    z.string(),
    z.looseObject({
      MajorVersion: z.number(),
      MinorVersion: z.number(),
      Tables: z.record(
        z.string(),
        z.looseObject({
          Name: z.string(),
          Folder: z.string().nullish(),
          DocString: z.string().nullish(),
          OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.string() })),
        }),
      ),
    }),
  ),
});

function liveTables(
  schema: unknown,
  database: string,
  details: readonly Row[],
  policies: readonly Row[],
): readonly LiveTable[] {
  const parsed = schemaDocument.safeParse(typeof schema === 'string' ? JSON.parse(schema) : schema);
  const found = parsed.success
    ? Object.entries(parsed.data.Databases).find(([name]) => name.toLowerCase() === database.toLowerCase())
    : undefined;
  if (found === undefined)
    throw problemError({ code: 'unknown', summary: `The cluster's schema of ${database} cannot be read.` });
  const byName = new Map(details.map((row) => [textOf(row, 'TableName'), row]));
  const timed = tablesWithIngestionTime(policies);
  return Object.values(found[1].Tables)
    .map((table) => {
      const row = byName.get(table.Name);
      if (row === undefined)
        throw problemError({
          code: 'unknown',
          summary: `The cluster lists no details of table ${table.Name}.`,
          transient: true,
        });
      const columns = table.OrderedColumns.map(({ Name, CslType }) => ({
        name: Name,
        type: columnType(CslType, Name),
      }));
      const retention = softDeletePeriod(optionalOf(row, 'RetentionPolicy'));
      return {
        name: table.Name,
        tableId: textOf(row, 'TableId'),
        schemaVersion: `${found[1].MajorVersion}.${found[1].MinorVersion}`,
        columns,
        folder: table.Folder ?? '',
        docString: table.DocString ?? '',
        ingestionTime: timed.has(table.Name) ? ('on' as const) : ('off' as const),
        ...(retention === undefined ? {} : { softDeletePeriod: retention }),
        estimate: {
          rows: countOf(row, 'TotalRowCount'),
          originalBytes: sizeOf(row, 'TotalOriginalSize'),
          storedBytes: optionalSize(row, 'TotalExtentSize'),
          hotBytes: optionalSize(row, 'HotExtentSize'),
        },
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The service writes entities as `[Database].[Table]`. A table whose policy it does not tell is taken to have none, which only costs time. */
function tablesWithIngestionTime(policies: readonly Row[]): ReadonlySet<string> {
  const isOn = (row: Row): boolean => {
    const policy = optionalOf(row, 'Policy');
    if (typeof policy !== 'string' || policy === '' || policy === 'null') return false;
    return z.looseObject({ IsEnabled: z.boolean() }).parse(JSON.parse(policy)).IsEnabled;
  };
  const nameOf = (row: Row): string => textOf(row, 'EntityName').replace(/^\[[^\]]*\]\.\[(.*)\]$/s, '$1');
  return new Set(policies.filter(isOn).map(nameOf));
}

/** The service writes sizes as real numbers. */
function sizeOf(row: Row, column: string): number {
  const value = optionalOf(row, column);
  if (typeof value === 'number' && value >= 0) return value;
  throw problemError({ code: 'unknown', summary: `The cluster's details of a table hold no number in ${column}.` });
}

function optionalSize(row: Row, column: string): number | undefined {
  const value = optionalOf(row, column);
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function columnType(text: string, column: string): Column['type'] {
  const type = columnTypes.find((known) => known === text);
  if (type === undefined)
    throw problemError({
      code: 'unknown',
      summary: `Column ${column} has the type ${text}, which this version does not know.`,
    });
  return type;
}

function softDeletePeriod(policy: unknown): string | undefined {
  if (typeof policy !== 'string' || policy === '' || policy === 'null') return undefined;
  const parsed = z.looseObject({ SoftDeletePeriod: z.string() }).safeParse(JSON.parse(policy));
  return parsed.success ? parsed.data.SoftDeletePeriod : undefined;
}
