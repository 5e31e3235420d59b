import { type HonestyRules, rule } from './honesty-rule.ts';

const cursors = '/query/database-cursor';
const continuous = 'data-export/continuous-data-export';
const updates = 'update-policy';

/** What no cursor, view or policy keeps. */
export const pastRules: HonestyRules = {
  'cursor freezes nothing': [
    rule(
      'A cursor freezes nothing: rows deleted, updated, cleared, replaced or dropped leave its past',
      cursors,
      'housekeeping: A cursor freezes nothing: what was deleted, updated, cleared, replaced or dropped since is gone from before it',
    ),
    rule(
      'Rows that are moved out leave it too',
      cursors,
      'honesty-past: rows that are moved out leave the past of a cursor',
    ),
    rule('Rows that expire leave it too', cursors, 'honesty: rows that expire leave the past of a cursor'),
    rule(
      'A column that is dropped, or given another type, is gone from the past of every cursor',
      cursors,
      'honesty-past: a column that is dropped or retyped is gone from the past of a cursor too',
    ),
    rule(
      'Equal counts at a cursor do not mean equal rows',
      cursors,
      'housekeeping: Replacing rows by as many others leaves the count at the cursor as it was, and other rows behind it',
    ),
    rule(
      'The journal tells of no row that comes in, is updated or is deleted',
      'journal',
      'honesty-past: the journal tells of no row that came in, was updated or was deleted',
    ),
    rule(
      'The journal tells that extents or a table expired, but not which rows',
      'journal',
      'honesty-past: the journal tells of what expires by itself, but neither what was in it nor what came or was moved',
    ),
    rule(
      'A change of any table moves the version of the database on',
      'show-databases',
      'honesty-past: a change of any table moves the version of the database on',
    ),
  ],
  'rows without ingestion time': [
    rule(
      'Rows without ingestion time come by a move or a replacement into a table that has the policy',
      'move-extents',
      'honesty: rows without ingestion time come by a move or a replacement into a table that has the policy',
    ),
    rule(
      'Rows without ingestion time are in no cursor window',
      cursors,
      'honesty: rows without ingestion time are in no cursor window',
    ),
    rule(
      'Turning the policy on gives no ingestion time to rows that are there',
      'ingestion-time-policy',
      'honesty: rows without ingestion time are in no cursor window',
    ),
    rule(
      'Cursor functions need the IngestionTime policy',
      cursors,
      'honesty: cursor functions on a table without the policy are refused',
    ),
  ],
  'cursor lag': [
    rule(
      'A row is visible before it has a cursor',
      cursors,
      'data: the cursor lags behind rows that can be seen already',
    ),
    rule(
      'The cursor can be the same before and after rows that can be seen',
      cursors,
      'honesty-past: the cursor is the same before and after rows that can be seen already',
    ),
    rule(
      'What is visible before it has a cursor misses the present run of a continuous export',
      continuous,
      'continuous-exports: Rows that can be read before they have a cursor are left for the next run',
    ),
    rule(
      'A row in the row store is visible before any cursor knows it, up to 60 seconds',
      '/api/rest/streaming-ingest',
      'streaming: rows of a stream have no extent and no cursor for up to a minute, and both from then on',
    ),
  ],
  'no causality across tables': [
    rule(
      'A derived row can be missing at a cursor that has its source row',
      updates,
      'honesty: a derived row that is not transactional has a later cursor than its source',
    ),
    rule(
      'Every continuous export has come to a point of its own',
      continuous,
      'honesty-past: every continuous export has come to a point of its own',
    ),
  ],
  'restore breaks cursors': [
    rule(
      'A restored row is new: an old cursor does not see it',
      '/query/ingestion-time-function',
      'honesty: a restored row has a new ingestion time and comes after the old cursor',
    ),
    rule(
      'A swapped-in table brings its own past, and another id',
      'rename-table-command',
      'honesty-past: a swapped-in table brings its own past and id to the name',
    ),
    rule(
      'A stream goes on into the table that had the name before a swap, for minutes or until the cache of the nodes is cleared',
      'data-ingestion/streaming-ingestion-schema-changes',
      'streaming-schema: After a swap a stream goes into the table that had the name, until the cache of the table is cleared',
    ),
    rule(
      'Rows that are moved in can be missed by a cursor',
      cursors,
      'honesty: rows that are moved in can lie behind a cursor that was read already',
    ),
    rule(
      'A continuous export misses what is moved or renamed in',
      continuous,
      'continuous-exports: Rows that are moved in with their old ingestion time, or renamed in, are not exported',
    ),
    rule(
      'A continuous export keeps what is deleted, and writes what is put back once more',
      continuous,
      'continuous-exports: A row that is deleted later stays exported, and one that is put back is exported again',
    ),
  ],
  'moves feed update policies': [
    rule(
      'Moving and replacing extents feeds update policies again, renaming does not',
      updates,
      'update-policies: Moving and replacing extents into the source feeds the target again; renaming does not',
    ),
    rule(
      'What comes in while a policy is disabled is never derived',
      updates,
      'honesty-past: what came in while an update policy was disabled is never derived',
    ),
    rule(
      'A failing policy that is not transactional loses the derived rows',
      updates,
      'update-policies: A failing policy fails the ingestion when it is transactional, and loses the rows when it is not',
    ),
    rule(
      'Tags and creation times do not pass through a policy by a move',
      updates,
      'update-policies: Tags and creation time reach the target only where the policy says so, and never by a move',
    ),
    rule(
      'A policy that is appended twice derives twice',
      updates,
      'update-policies: A policy is checked when it is set, and appending one twice feeds twice',
    ),
    rule(
      'A swapped-in table has none of the policies of the old one',
      'rename-table-command',
      'honesty: a swapped-in table has none of the policies of the old one, and what is derived meanwhile goes to the old',
    ),
    rule(
      'An update policy of a stream can read nothing but what came in',
      '/api/rest/streaming-ingest',
      'streaming: an update policy derives a stream at once, from nothing but what came in',
    ),
  ],
};
