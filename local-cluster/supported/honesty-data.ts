import { type HonestyRules, rule } from './honesty-rule.ts';

const limitations = 'materialized-views/materialized-views-limitations';
const toStorage = 'data-export/export-data-to-storage';
const tagRetention = 'extent-tags-retention-policy';
const tags = 'extent-tags';

/** What the data of tables, views and files lose. */
export const dataRules: HonestyRules = {
  'views are data': [
    rule(
      'A view counts restored rows twice',
      limitations,
      'views: Restored rows are counted twice, whether they come by rename or by a move with new ingestion times',
    ),
    rule(
      'A view that keeps one record of each key, as `arg_max` does, takes no harm from restored rows',
      'materialized-views/materialized-view-create',
      'views: Restoring the source of a deduplicating view is harmless',
    ),
    rule(
      'Extents cannot enter or leave the source of a view at will',
      limitations,
      'views: Extents cannot be moved into a source with their old ingestion times, nor out before they are processed',
    ),
    rule(
      'A view keeps what is deleted at its source',
      'materialized-views/materialized-view-overview',
      'views: What is deleted at the source stays in the view once it is materialized',
    ),
    rule(
      'The retention of a view is not that of its source',
      'materialized-views/materialized-view-policies',
      'housekeeping: A view keeps its rows longer than its source, and has a retention of its own',
    ),
    rule(
      'A view that is made again knows only what its source still has',
      'materialized-views/materialized-view-create',
      'honesty-past: a view that is made again knows only what its source still has',
    ),
    rule(
      'A view is not filled from rows that are not in the hot cache',
      'materialized-views/materialized-view-create',
      'views: A view is not filled from rows that are not in the hot cache',
    ),
    rule(
      'A cleared view does not come back',
      'materialized-views/materialized-view-clear-data',
      'views: Clearing a view empties what is materialized, and it goes on from there',
    ),
    rule(
      'A view that follows its source loses the columns the source loses, for good',
      'materialized-views/materialized-view-create',
      'views: A view that follows its source gains and loses columns with it, for good',
    ),
    rule(
      'A view whose query does not fit its source any more stands still',
      'materialized-views/materialized-view-enable-disable',
      'views: A view whose query does not fit its source any more is disabled, and has to be enabled again',
    ),
    rule(
      'No continuous export reads a view',
      'data-export/continuous-data-export',
      'honesty-past: no continuous export reads a view',
    ),
    rule('A view has no cursor', limitations, 'views: A view has no cursor'),
    rule(
      'A view does not know a streamed row before it is sealed',
      '/api/rest/streaming-ingest',
      'streaming: a view, and a view that is filled, counts a streamed row once, when it is sealed',
    ),
  ],
  'tags vanish': [
    rule(
      'An old creation time strips tags at once, and with them what `ingestIfNotExists` knows',
      tagRetention,
      'housekeeping: A restored extent with its old creation time loses its tags at once to the policy of the database',
    ),
    rule(
      'Where the tag retention of a table is deleted, that of the database holds',
      tagRetention,
      'honesty: a table whose own tag retention is deleted falls back to that of the database',
    ),
    rule(
      '`ingestIfNotExists` forgets what was dropped',
      tags,
      'honesty-delivery: ingestIfNotExists forgets what was dropped',
    ),
    rule(
      'A merged extent has the tags of all: a count by a tag counts rows that never had it',
      tags,
      'honesty-delivery: after a merge a count by tag counts rows that never had it, and a drop by tag takes them along',
    ),
    rule(
      'Extents that are dropped by a tag take the rows they were merged with along',
      'drop-extents',
      'honesty-delivery: after a merge a count by tag counts rows that never had it, and a drop by tag takes them along',
    ),
    rule('Changing the tags of an extent changes its id', 'alter-extent', 'extents: Changing tags makes new extents'),
    rule(
      '`has` of a tag is equality in a command and finds terms in a query',
      tags,
      'honesty-delivery: a part of a tag is found by a query and not by a command',
    ),
  ],
  'Parquet loses': [
    rule(
      'Parquet loses timespans, guids and digits of datetimes',
      toStorage,
      'data: Parquet loses what the service loses on the way out and back',
    ),
    rule(
      'Parquet loses decimals beyond (38,18)',
      toStorage,
      'honesty: a decimal beyond 18 places or 38 digits is lost on the way through Parquet',
    ),
    rule(
      'A type of Parquet becomes only what the matrix says, and null otherwise',
      'parquet-mapping',
      'honesty: a type of Parquet becomes the column types of the matrix and no other, in silence',
    ),
    rule(
      'Columns of Parquet are found by exact name, and a missing one is null',
      'parquet-mapping',
      'data: Parquet columns are found by exact name, in silence',
    ),
  ],
  'columns are lost for good': [
    rule(
      'Retyping a column empties it, there and back',
      'alter-column',
      'schema: changing the type of a column and back leaves nothing in it',
    ),
    rule(
      'Altering a table drops the columns that it does not list, for good',
      'alter-table-command',
      'schema: altering a table drops what is not listed, for good',
    ),
  ],
  'extents do not stay': [
    rule(
      'A merge changes the ids of extents',
      'extents-overview',
      'housekeeping: A merge changes ids, unites tags and creation times, and leaves every row as it was',
    ),
    rule(
      'An extent that is gone fails a replacement that lists it, not one that queries for it',
      'replace-extents',
      'extents: A listed extent that is gone fails the replacement; a query that finds none does not',
    ),
    rule(
      'A window of creation times leaves extents out without a word',
      'replace-extents',
      'extents: A window of creation times leaves extents out without a word',
    ),
    rule(
      'A creation time that retention forbids is refused for good',
      'retention-policy',
      'data: a creation time is kept, and one that retention forbids is refused',
    ),
    rule(
      'Old extents are not merged by default',
      'merge-policy',
      'housekeeping: What the policy forbids, what is too old and what is marked apart is not merged',
    ),
    rule(
      'Rows in the row store are in no extent: commands on extents leave them behind',
      'drop-extents',
      'streaming: commands on extents leave the row store behind; clearing and renaming take it with the table',
    ),
    rule(
      'An undone drop does not bring the row store back',
      'undo-drop-table-command',
      'streaming: a dropped table takes its row store along, and an undone drop brings back extents only',
    ),
  ],
};
