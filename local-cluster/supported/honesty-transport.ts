import { type HonestyRule, rule } from './honesty-rule.ts';

const toStorage = 'data-export/export-data-to-storage';

/** What nobody can read. */
export const readRules: readonly HonestyRule[] = [
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
];

/** What is lost, late or twice on the way. */
export const transportRules: readonly HonestyRule[] = [
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
  rule(
    'Retyping a column empties it, there and back',
    'alter-column',
    'schema: changing the type of a column and back leaves nothing in it',
  ),
  rule(
    'A continuous export keeps what is deleted, and writes what is put back once more',
    'data-export/continuous-data-export',
    'continuous-exports: A row that is deleted later stays exported, and one that is put back is exported again',
  ),
  rule(
    'A continuous export misses what is moved or renamed in',
    'data-export/continuous-data-export',
    'continuous-exports: Rows that are moved in with their old ingestion time, or renamed in, are not exported',
  ),
  rule('A failed export leaves files behind', toStorage, 'faults: a failed export leaves the files it had stored'),
  rule(
    'A queued duplicate arrives after all was counted',
    'data-ingestion/queued-ingestion-overview',
    'queued-ingestion: the same blob can arrive once more, later',
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
    'An answer of status 200 can hold a failure',
    '/api/rest/response',
    "faults: a failure half way is an error of the service's own client, and of an answer with status 200",
  ),
];
