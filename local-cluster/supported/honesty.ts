import { type HonestyRule, rule } from './honesty-rule.ts';
import { readRules, transportRules } from './honesty-transport.ts';

const cursors = '/query/database-cursor';
const tagRetention = 'extent-tags-retention-policy';
const limitations = 'materialized-views/materialized-views-limitations';

const cursorRules: readonly HonestyRule[] = [
  rule(
    'A cursor freezes nothing: rows deleted, updated, cleared, replaced or dropped leave its past',
    cursors,
    'housekeeping: A cursor freezes nothing: what was deleted, updated, cleared, replaced or dropped since is gone from before it',
  ),
  rule('Rows that expire leave it too', cursors, 'honesty: rows that expire leave the past of a cursor'),
  rule(
    'Equal counts at a cursor do not mean equal rows',
    cursors,
    'housekeeping: Replacing rows by as many others leaves the count at the cursor as it was, and other rows behind it',
  ),
  rule(
    'A row is visible before it has a cursor',
    cursors,
    'data: the cursor lags behind rows that can be seen already',
  ),
  rule(
    'Rows without ingestion time are in no cursor window',
    cursors,
    'honesty: rows without ingestion time are in no cursor window',
  ),
  rule(
    'Cursor functions need the IngestionTime policy',
    cursors,
    'honesty: cursor functions on a table without the policy are refused',
  ),
  rule(
    'A derived row can be missing at a cursor that has its source row',
    'update-policy',
    'honesty: a derived row that is not transactional has a later cursor than its source',
  ),
  rule(
    'A restored row is new: an old cursor does not see it',
    '/query/ingestion-time-function',
    'honesty: a restored row has a new ingestion time and comes after the old cursor',
  ),
  rule(
    'Rows that are moved in can be missed by a cursor',
    cursors,
    'honesty: rows that are moved in can lie behind a cursor that was read already',
  ),
];

const extentRules: readonly HonestyRule[] = [
  rule(
    'Moving and replacing extents feeds update policies again, renaming does not',
    'update-policy',
    'update-policies: Moving and replacing extents into the source feeds the target again; renaming does not',
  ),
  rule(
    'A failing policy that is not transactional loses the derived rows',
    'update-policy',
    'update-policies: A failing policy fails the ingestion when it is transactional, and loses the rows when it is not',
  ),
  rule(
    'A swapped-in table has none of the policies of the old one',
    'rename-table-command',
    'honesty: a swapped-in table has none of the policies of the old one, and what is derived meanwhile goes to the old',
  ),
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
    'A creation time that retention forbids is refused for good',
    'retention-policy',
    'data: a creation time is kept, and one that retention forbids is refused',
  ),
  rule(
    'Counts and sizes in the details of a table may be 15 minutes old',
    'show-table-details-command',
    'honesty: counts and sizes in the details of a table are those of a while ago',
  ),
  rule(
    'Old extents are not merged by default',
    'merge-policy',
    'housekeeping: What the policy forbids, what is too old and what is marked apart is not merged',
  ),
];

const viewRules: readonly HonestyRule[] = [
  rule(
    'A view counts restored rows twice',
    limitations,
    'views: Restored rows are counted twice, whether they come by rename or by a move with new ingestion times',
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
  rule('A view has no cursor', limitations, 'views: A view has no cursor'),
];

export const honestyRules: readonly HonestyRule[] = [
  ...cursorRules,
  ...extentRules,
  ...viewRules,
  ...readRules,
  ...transportRules,
];
