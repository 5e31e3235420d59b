import { problemError } from '../../domain/problem.ts';
import type { DatabaseReplacer, ListedExtents } from '../../ports/database-replacer.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import * as replacing from './commands/replacing.ts';
import * as tables from './commands/tables.ts';
import { operationOf } from './operations.ts';
import { countOf, singleRow, textOf } from './rows.ts';

/** Extents of a table that stays. */
export function replacer(client: KustoClient): DatabaseReplacer {
  return {
    createList: async (table) => void (await client.change(replacing.createList(table))),
    startListing: async (request) => operationOf(await client.change(replacing.listExtents(request))),
    startListingAll: async (request) => operationOf(await client.change(replacing.listAllExtents(request))),
    async listed(list) {
      const rows = await client.query(replacing.countListed(list));
      return new Map(rows.map((row) => [textOf(row, 'TableName'), listedOf(row)]));
    },
    async replace({ table, others, list, extents }) {
      const times = singleRow(
        await client.show(replacing.showCreationTimes([table, ...others])),
        `the creation times of ${table}`,
      );
      if (countOf(times, 'n') === 0n) throw problemError(otherCount(table, extents, 0, 0));
      const window = { low: textOf(times, 'low'), high: textOf(times, 'high') };
      const rows = await client.change(replacing.replaceExtents({ table, list, ...window }));
      const failed = rows.filter((row) => textOf(row, 'ResultExtentId') === 'Failed').length;
      if (failed > 0 || rows.length !== extents) throw problemError(otherCount(table, extents, rows.length, failed));
    },
    pauseMerges: async (table) => void (await client.change(tables.pauseMerges(table))),
    dropMergePolicy: async (table) => void (await client.change(tables.dropPolicy(table, 'merge'))),
  };
}

function listedOf(row: Row): ListedExtents {
  return {
    extents: Number(countOf(row, 'extents')),
    rows: countOf(row, 'rows'),
    before: countOf(row, 'before'),
    after: countOf(row, 'after'),
    newer: countOf(row, 'newer'),
    nowhere: Number(countOf(row, 'nowhere')),
  };
}

function otherCount(table: string, expected: number, seen: number, failed: number) {
  return {
    code: 'service' as const,
    summary: `Replacing extents of ${table} did not succeed as a whole.`,
    detail: `${expected} extents asked for, ${seen} answered, ${failed} failed`,
    transient: true,
  };
}
