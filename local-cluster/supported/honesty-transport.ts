import { type HonestyRules, rule } from './honesty-rule.ts';

const queued = 'data-ingestion/queued-ingestion-overview';
const eventGrid = 'https://learn.microsoft.com/azure/data-explorer/ingest-data-event-grid-overview';

/** What is hidden, late, twice or lost on the way. */
export const transportRules: HonestyRules = {
  'queued delivery is at least once': [
    rule(
      'What is queued is not there before its batch is sealed',
      'batching-policy',
      "queued-ingestion: blobs wait for each other as long as the table's policy says, by the cluster's clock",
    ),
    rule(
      'A queued duplicate arrives after all was counted',
      queued,
      'queued-ingestion: the same blob can arrive once more, later',
    ),
    rule(
      'A late duplicate goes to the table that has the name by then',
      queued,
      'honesty-delivery: a late duplicate goes to the table that has the name by then',
    ),
    rule(
      'A blob with an `ingest-by:` tag is a batch of its own',
      'batching-policy',
      'queued-ingestion: a blob with an ingest-by tag waits for no other and is a batch of its own',
    ),
    rule(
      'A blob with `ingestIfNotExists` is a batch of its own',
      'batching-policy',
      'queued-ingestion: a blob with ingestIfNotExists waits for no other and is a batch of its own',
    ),
    rule(
      'A blob whose size is not told is a batch of its own',
      'batching-policy',
      'queued-ingestion: a blob whose size its message does not tell is a batch of its own',
    ),
    rule(
      'A batch is no transaction: one blob of it can fail alone',
      queued,
      'queued-ingestion: one bad blob of a batch does not keep the others out',
    ),
    rule(
      'A blob is deleted once it is loaded, unless its message says otherwise',
      queued,
      'queued-ingestion: a blob whose message does not ask to keep it is deleted once it is loaded',
    ),
    rule(
      'A data connection gets events of blobs that are created, none of those that were there before it',
      eventGrid,
      'data-connections: a blob that was there before the connection, or is named otherwise, is not loaded',
    ),
    rule(
      'A blob that is written once more is loaded once more',
      eventGrid,
      'data-connections: a blob that is replaced is loaded once more',
    ),
    rule(
      'A blob that names another database than that of its connection, or spells it otherwise, is lost without a word, unless the connection may reach several',
      eventGrid,
      'data-connections: a blob for another database, or for one in another spelling, is lost without a word, unless the connection may reach several',
    ),
    rule(
      'Metadata that nobody knows is no error, and the blob goes into the table of the connection',
      eventGrid,
      'data-connections: metadata that nobody knows changes nothing, and without a table of its own a blob goes into that of the connection',
    ),
    rule(
      'A blob that is gone before its event arrives is a failed ingestion, and an event that is handled twice brings the rows twice',
      eventGrid,
      'data-connections: a blob that is gone before it is loaded, or whose table is, fails in the log; one can arrive twice',
    ),
    rule(
      'A direct ingestion that fails is not tried again',
      'data-ingestion/ingest-into-command',
      'honesty-delivery: a direct ingestion that fails is not tried again',
    ),
  ],
  'readers see less': [
    rule(
      'Soft-deleted rows are counted by their extent until a merge forgets them',
      'show-extents',
      'records: Soft-deleted rows are counted by the extent that takes the place of theirs, until a merge',
    ),
    rule(
      'Nobody reads past row level security, in queries, exports or counts',
      'row-level-security-policy',
      'access: Row level security takes the place of the table for everybody, in every kind of read',
    ),
    rule(
      'A restricted table is closed to its admins too',
      'restricted-view-access-policy',
      'access: A restricted table is read by unrestricted viewers only, admins or not',
    ),
    rule(
      'A scope that the workload group forces hides rows from whoever asks for all',
      'request-limits-policy',
      'command-log: forcedScope: cold rows are hidden from queries and exports that ask for all, and counted by extents',
    ),
    rule(
      'Logs show only his own commands to whoever is no admin or monitor, without a word',
      'commands-and-queries',
      'command-log: requireRoles: whoever may not see the work of others sees what is his own',
    ),
    rule(
      'Long strings are cut and big dynamic values become null',
      'encoding-policy',
      'access: Long strings are cut and big dynamic values become null, as the encoding of the column says',
    ),
    rule(
      'Counts and sizes in the details of a table may be 15 minutes old',
      'show-table-details-command',
      'honesty: counts and sizes in the details of a table are those of a while ago',
    ),
  ],
  'operations and answers tell little': [
    rule(
      'A failed export leaves files behind',
      'data-export/export-data-to-storage',
      'faults: a failed export leaves the files it had stored',
    ),
    rule(
      'A script whose command fails succeeds',
      'execute-database-script',
      'administration: A script whose command fails succeeds, and stops there',
    ),
    rule(
      'Over capacity a command is refused, not queued',
      'capacity-policy',
      'operations: over capacity a command is refused and nothing is queued',
    ),
    rule('An operation is forgotten', 'show-operations', 'operations: after six hours only the log knows an operation'),
    rule(
      'A lost answer does not say whether the command ran',
      '/api/rest/request',
      'operations: a lost answer does not say whether the command ran',
    ),
    rule(
      'An answer of status 200 can hold a failure',
      '/api/rest/response',
      "faults: a failure half way is an error of the service's own client, and of an answer with status 200",
    ),
  ],
};
