import { z } from 'zod';
import type { CanaryAnswers } from '../../domain/fingerprint.ts';
import type { Cursor } from '../../domain/names.ts';
import type { LiveExternalTable } from '../../domain/schema/external-table.ts';
import type { DatabaseIdentity, DatabaseReader } from '../../ports/database.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import * as reading from './commands/reading.ts';
import * as slices from './commands/slices.ts';
import * as tables from './commands/tables.ts';
import { continuousExportOf } from './continuous-exports.ts';
import { exportOf, externalTableOf } from './externals.ts';
import { columnSumsOf, sumsOf } from './fingerprints.ts';
import { liveTables, softDeletePeriod } from './live-tables.ts';
import { liveViews } from './live-views.ts';
import { datetimesOf, populationsOf, tickRests } from './populations.ts';
import { countOf, firstCell, isTrue, optionalOf, singleRow, textOf } from './rows.ts';

/** Reading by queries and `.show` commands of one database. */
export function reader(client: KustoClient): DatabaseReader {
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
    async continuousExports() {
      const exports = await client.show(reading.showContinuousExports);
      const targets = exports.length === 0 ? [] : await client.show(reading.showExternalTables);
      return exports.map((row) => continuousExportOf(row, targets));
    },
    async externals() {
      const [shown, exports] = await Promise.all([
        client.show(reading.showExternalTables),
        client.show(reading.showContinuousExports),
      ]);
      const tables: LiveExternalTable[] = [];
      for (const row of shown)
        tables.push(externalTableOf(row, await client.show(reading.showExternalSchema(textOf(row, 'TableName')))));
      return { tables, exports: exports.map(exportOf) };
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
    async now() {
      return textOf(singleRow(await client.query(reading.readClock), 'now()'), 'Now');
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
    async rewrittenRows(table, other, columns, parts) {
      const text = reading.countRewritten({ table, ...parts }, other, columns);
      const row = singleRow(await client.query(text), `the rows of ${table}`);
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
    async extentBins(table, cursor, window, step) {
      const rows = await client.query(slices.countExtentBins(table, cursor, window, step));
      return rows.map((row) => ({ extentId: textOf(row, 'e'), start: textOf(row, 'b'), rows: countOf(row, 'n') }));
    },
    async defaultSoftDeletePeriod() {
      const shown = await client.show(tables.showDatabaseRetention(database));
      return softDeletePeriod(optionalOf(singleRow(shown, 'the retention policy of the database'), 'Policy'));
    },
    async creationTimes(table) {
      const rows = await client.show(slices.showCreationTimes(table));
      return new Map(rows.map((row) => [textOf(row, 'e'), textOf(row, 'c')]));
    },
    async rowHashes(table, columns, key, part) {
      const rows = await client.query(reading.listRowHashes(table, columns, key, part));
      return rows.map((row) => ({ hash: countOf(row, 'h'), key: countOf(row, 'k'), rows: countOf(row, 'n') }));
    },
    async answer(query, limit) {
      const rows = await client.query(reading.limited(query, limit));
      return { columns: rows[0]?.size ?? 0, rows: rows.map((row) => [...row.values()]) };
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

function canaryOf(row: Row): CanaryAnswers {
  return {
    world: textOf(row, 'world'),
    instant: textOf(row, 'instant'),
    worldHigh: textOf(row, 'worldHigh'),
    negativeHigh: textOf(row, 'negativeHigh'),
  };
}
