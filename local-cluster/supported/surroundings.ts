import type { Entry } from './entry.ts';

/** What has no page of its own: this engine made it up. */
export interface Own {
  readonly effect: string;
  readonly witness: string;
}

/** What a client can send. */
export const supportedRequests: Readonly<Record<string, Own>> = {
  '/v1/rest/mgmt': {
    effect: 'runs a command',
    witness: "wire: the service's own client creates, fills and queries a table",
  },
  '/v1/rest/query': {
    effect: 'runs a query, answers in one document',
    witness: 'service-client: both versions of the protocol give the client the same rows',
  },
  '/v2/rest/query': {
    effect: 'runs a query, answers in frames',
    witness: 'wire: the second version of the protocol answers in frames',
  },
  '/v1/rest/auth/metadata': {
    effect: 'says where to sign in',
    witness: 'wire: whoever wants to sign in is told where',
  },
  parameters: {
    effect:
      'values of `declare query_parameters` come with a query; one that it does not declare is refused, and so is any with a command',
    witness: "parameters: values that the service's own client sends reach the declared parameters",
  },
  options: {
    effect:
      'those that make a difference are obeyed, in `Options` and in `set`; those of many nodes and of caches make none; other names, and values of another kind, are refused',
    witness: 'request-options: limits on results are obeyed, whether the request or the query sets them',
  },
  overflows: {
    effect: 'a query whose result is too large for its type fails inside an answer of status 200',
    witness: "data-errors: an overflow is a failure of the service's own client, inside an answer of status 200",
  },
  timeouts: {
    effect:
      'a query ends after 4 minutes, a command after 10, or at `servertimeout`, of real time, with status 504; what runs outside the SQL engine may go on',
    witness: 'timeouts: a query that takes longer than it may is ended, and another one runs',
  },
  cursors: {
    effect: 'a query that compares rows with a cursor is told the present one in `@ExtendedProperties`',
    witness: 'wire: a query that compares rows with a cursor is told the present one',
  },
  'piped commands': {
    effect: 'a command whose rows are queried answers like a query, in four tables, and is cut like one',
    witness: 'wire: a command whose rows are queried answers like a query, and is cut like one',
  },
  truncation: {
    effect: 'more than 500,000 rows or 64 MB are cut, with an error in an answer of status 200',
    witness: 'wire: more than 500,000 rows are cut with an error inside an answer that says 200',
  },
  addresses: {
    effect:
      'a query comes by POST, or by GET with `db`, `csl` and `properties`; a command by POST; any other name in an address is refused',
    witness:
      'wire: an address takes nothing that nobody knows, a command comes by POST, and one that is read-only changes nothing',
  },
  'read-only requests': {
    effect: 'with the header `x-ms-readonly` only queries and `.show` commands are taken',
    witness:
      'wire: an address takes nothing that nobody knows, a command comes by POST, and one that is read-only changes nothing',
  },
  compression: {
    effect: 'requests may be compressed',
    witness: 'wire: compressed requests are read and identities are echoed',
  },
  messages: {
    effect: 'queued ingestion, as `azure-kusto-ingest` sends it',
    witness: "queued-ingestion: the service's own client loads a file, which it compresses on the way",
  },
  '/v1/rest/ingest/{database}/{table}': {
    effect:
      'streams csv, tsv, psv, scsv, json and multijson, or a blob with `sourceKind=uri`, into the row store of a table',
    witness: "streaming: the service's own client streams csv, compressed on the way, and rows can be read at once",
  },
  tokens: {
    effect: 'roles count, when sign-in is asked for',
    witness: "roles: the service's own client signs in, and is told when it may not",
  },
  crowds: {
    effect: 'many processes at once',
    witness:
      'crowd: many processes at once see whole batches and exact counts, and a kill loses nothing that was answered',
  },
};

/** Members of `POST /local/control`. */
export const supportedControls: Readonly<Record<string, Own>> = {
  clock: {
    effect:
      '`{"nowUtc": "…"}` stops the clock at a time; `{"offset": 3600000}` lets it run, that many milliseconds off',
    witness: 'faults: the clock can be stopped, and the cursor can lag behind rows that are there',
  },
  capacity: {
    effect: '`{"dataExport": 1, "ingestions": 1}`; 4 and 12 at the start, those of one node of 16 cores',
    witness: 'operations: over capacity a command is refused and nothing is queued',
  },
  latencyMs: {
    effect: 'milliseconds before each answer',
    witness: 'faults: the latency is that of every answer',
  },
  cursorLagMs: {
    effect: 'milliseconds between a commit and its cursor; 250 at the start',
    witness: 'data: the cursor lags behind rows that can be seen already',
  },
  sealAfterMs: {
    effect: 'milliseconds that streamed rows wait in the row store for an extent and a cursor; 60000 at the start',
    witness: 'streaming: the control sealAfterMs says how long rows wait, and the job seal seals them now',
  },
  schemaCacheMs: {
    effect:
      'milliseconds that the node which takes streams knows the table that a name stands for, before it looks again; 300000 at the start',
    witness: 'streaming-schema: schemaCacheMs: a stream finds the new table once the time is over',
  },
  detailsLagMs: {
    effect: 'how many milliseconds old the counts and sizes in the details of tables and views are; 0 at the start',
    witness: 'honesty: counts and sizes in the details of a table are those of a while ago',
  },
  requireSignIn: {
    effect: 'roles are enforced from then on',
    witness: 'roles: nobody gets in without a token, with one that cannot be read, or with one that is over',
  },
  clusterAdmins: {
    effect: 'a list of the principals that may do everything',
    witness: 'roles: whoever makes a table is its admin',
  },
  requireRoles: {
    effect: 'roles are enforced from then on without sign-in, for `aadapp=local;local`',
    witness: 'command-log: requireRoles: whoever may not see the work of others sees what is his own',
  },
  anyNames: {
    effect: 'with true, names have signs that the documentation forbids, in case a service does not hold to it',
    witness: 'schema: anyNames: names have signs that the documentation forbids, until it is taken back',
  },
  accessMode: {
    effect: '`ReadOnlyFollowing` makes all databases those of a follower, `ReadWrite` as at the start',
    witness: 'command-log: accessMode: a follower is read and exported, and nothing of it is changed',
  },
  forcedScope: {
    effect:
      '`{"dataScope": "HotCache"}` hides cold rows from every query and export; `{"consistency": "Weak"}` is only told by `.show workload_groups`; null for neither',
    witness:
      'command-log: forcedScope: cold rows are hidden from queries and exports that ask for all, and counted by extents',
  },
  faults: {
    effect: 'replaces all faults, see below',
    witness: 'faults: with the same seed the same requests are struck',
  },
  dataConnections: {
    effect:
      'replaces all Event Grid data connections: `[{"name": "…", "database": "…", "container": "…"}]`, with `prefix`, `suffix`, `table`, `format`, `mapping` and `multiDatabase` if wanted. Each looks at its container ten times a second, and all of it is forgotten when the cluster ends',
    witness:
      'data-connections: a new blob goes where its metadata says, in its format, by its mapping and under its tags',
  },
  faultsLeft: {
    effect: '`true` answers with the faults that have not struck as often as they were to',
    witness: 'faults: the control faultsLeft tells which faults have not struck yet',
  },
  run: {
    effect: 'does background work now, see below',
    witness: 'housekeeping: A job that does not exist is refused',
  },
  backgroundEveryMs: {
    effect:
      'does all background work by itself, with that pause of real time in between; 0 or null, as at the start, never',
    witness:
      'housekeeping: With the timer on, views, expired tables and old rows move on by themselves; off, nothing does',
  },
};

/** Kinds of faults. */
export const supportedFaults: Readonly<Record<string, Own>> = {
  '429': {
    effect: 'the request is throttled',
    witness: 'faults: a fault 429 refuses the kinds of commands it names and no other',
  },
  '503': {
    effect: 'the service is unavailable',
    witness: 'faults: a fault 503 refuses the kinds of commands it names and no other',
  },
  'drop-before': {
    effect: 'the connection closes instead of running the command',
    witness: 'operations: a lost answer does not say whether the command ran',
  },
  'drop-after': {
    effect: 'the connection closes instead of answering the command',
    witness: 'operations: a lost answer does not say whether the command ran',
  },
  'fail-operation': {
    effect: 'an export fails after its files are stored, an ingestion before anything is',
    witness: 'queued-ingestion: what fails for a passing reason is tried again',
  },
  'partial-export': {
    effect: 'an export fails after `amount` files are stored',
    witness: 'faults: a failed export leaves the files it had stored',
  },
  'partial-result': {
    effect: 'a query or a command fails after `amount` rows, inside an answer of status 200',
    witness: "faults: a failure half way is an error of the service's own client, and of an answer with status 200",
  },
  memory: {
    effect: 'exports and queries of more than `amount` rows fail',
    witness: 'faults: a query of more rows than memory allows fails',
  },
  'lost-operation': {
    effect: 'an operation vanishes from the log and the list `amount` milliseconds after it began',
    witness: 'faults: an operation can vanish while it runs, from the log and from the list',
  },
  'late-duplicate': {
    effect: 'a queued blob is loaded once more, `amount` milliseconds after it was loaded',
    witness: 'queued-ingestion: the same blob can arrive once more, later',
  },
  'late-event': {
    effect: 'the event of a blob reaches its data connection `amount` milliseconds late',
    witness: 'data-connections: the event of a blob can come late, and after that of a later one',
  },
  'failed-node': {
    effect: 'the node fails to clear its schema cache, and says so in the answer',
    witness: 'streaming-schema: failed-node: a node that failed goes on with what it knows, until it is told again',
  },
  'extent-merge': {
    effect:
      'before the command runs, the extents of the tables it names are merged as their policies allow, so that their ids change',
    witness:
      'faults: merges between reading ids and using them a query for the ids inside the command, or a policy against merges, is proof against them',
  },
};

/** Work of the background, in the order `background` does it. */
export const supportedJobs: Readonly<Record<string, Own>> = {
  seal: {
    effect: 'puts what is in the row store into extents, due or not',
    witness: 'streaming: the control sealAfterMs says how long rows wait, and the job seal seals them now',
  },
  materialize: {
    effect: 'brings views up to date',
    witness: 'housekeeping: A view keeps its rows longer than its source, and has a retention of its own',
  },
  export: {
    effect: 'runs the continuous exports that are due',
    witness:
      'continuous-exports: Each run exports the rows that came in since the last one, and those before the export never',
  },
  tags: {
    effect: 'takes tags whose retention is over',
    witness:
      'housekeeping: A restored extent with its old creation time loses its tags at once to the policy of the database',
  },
  retention: {
    effect: 'drops extents that are too old',
    witness: 'housekeeping: Extents older than the retention period go, by their latest creation time',
  },
  'auto-delete': {
    effect: 'drops tables at their expiry date',
    witness: 'housekeeping: A table is deleted at its expiry date, with its rows only where the policy says so',
  },
  merge: {
    effect: 'merges extents as the policy says',
    witness: 'housekeeping: A merge changes ids, unites tags and creation times, and leaves every row as it was',
  },
  forget: {
    effect: 'gives up tables dropped 14 days ago',
    witness:
      'administration: A table dropped long ago, or without recoverability of its own or of the database, is lost',
  },
};

const formats = '/ingestion-supported-formats';

/** Formats that are read. */
export const supportedFormats: Readonly<Record<string, Entry>> = {
  csv: { page: formats, witness: 'formats: format csv' },
  tsv: { page: formats, witness: 'formats: format tsv' },
  psv: { page: formats, witness: 'formats: format psv' },
  scsv: { page: formats, witness: 'formats: format scsv' },
  json: { page: formats, witness: 'formats: format json' },
  multijson: { page: formats, witness: 'formats: format multijson' },
  parquet: {
    page: 'parquet-mapping',
    witness: 'data: Parquet columns are found by exact name, in silence',
  },
};

/** Formats that are written. */
export const supportedExportFormats: Readonly<Record<string, Entry>> = {
  csv: {
    page: 'data-export/export-data-to-storage',
    witness: 'exports: CSV holds the texts of values, quoted where they need it, and nothing for a null',
    differs: 'values are the texts of `tostring()`, which no page promises',
  },
  tsv: {
    page: 'data-export/export-data-to-storage',
    witness: 'exports: TSV does the same between tabs',
    differs: 'the same',
  },
  json: {
    page: 'data-export/export-data-to-storage',
    witness: 'exports: JSON is an object a line, with nulls',
    differs: 'the same',
  },
  parquet: {
    page: 'data-export/export-data-to-storage',
    witness: 'data: Parquet loses what the service loses on the way out and back',
  },
};

/** Codecs of exported files. */
export const supportedCodecs: Readonly<Record<string, Entry>> = Object.fromEntries(
  ['gzip', 'snappy', 'lz4_raw', 'brotli', 'zstd'].map((codec) => [
    codec,
    { page: 'data-export/export-data-to-storage', witness: `formats: compression ${codec}` },
  ]),
);
