import { z } from 'zod';

/**
 * What a finding means for a snapshot: `refuses`, it could not hold the table and nothing is written; `unknown`, it is taken and its verdict is not pass;
 * `warning`, it is taken and something about it should be known; `note`, something was not looked at.
 */
export const severities = ['refuses', 'unknown', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

interface FindingKind {
  readonly severity: Severity;
  /** One sentence: what was seen, and why it matters. */
  readonly meaning: string;
  /** What to do; `{table}` and `{column}` stand for the names of the table and the column. */
  readonly next: string;
}

/** Everything that a snapshot looks for. Names are stable: scripts read them. `docs/findings.md` is generated from this. */
export const findingKinds = {
  'row-level-security': {
    severity: 'refuses',
    meaning: 'a row level security policy hides rows from everybody who reads the table, in any role',
    next: 'Leave it out with tables: !{table}, or views: !{table} where it is a materialized view.',
  },
  'restricted-view-denied': {
    severity: 'refuses',
    meaning: 'restricted view access is on, and the identity is not an unrestricted viewer',
    next: 'Leave it out with tables: !{table}, or grant the identity the database role UnrestrictedViewer.',
  },
  'reserved-columns': {
    severity: 'refuses',
    meaning: 'columns have names that the files of snapshots use themselves',
    next: 'Leave the table out with tables: !{table}, or rename the columns.',
  },
  'forced-scope': {
    severity: 'unknown',
    meaning:
      'a workload group forces queries to see hot data only or an older state, so counts and exports may lack rows',
    next: 'Let the workload group of this identity relax its data scope and its query consistency.',
  },
  'rows-not-proven': {
    severity: 'unknown',
    meaning: 'nothing shows that queries see every row, cold ones too: what would show it could not be read',
    next: 'Mend what the message names, and take the snapshot again.',
  },
  'schema-changed': {
    severity: 'unknown',
    meaning: 'columns or the identity of a table changed while the snapshot was taken',
    next: 'Take another snapshot when nothing alters the table, or let retry-fuzzy export it again.',
  },
  'unproven-form': {
    severity: 'unknown',
    meaning:
      'extreme values of a type did not come back from files that this version of the cluster wrote, or it could not be tried',
    next: 'Verify the snapshot with level full, which compares every value, and report the version of the cluster.',
  },
  'no-ingestion-time-policy': {
    severity: 'warning',
    meaning:
      'the IngestionTime policy is off, so no cursor bounds the rows: all values are compared, and nothing tells newer rows',
    next: "Turn the policy on: .alter table ['{table}'] policy ingestiontime true",
  },
  'restricted-view-access': {
    severity: 'warning',
    meaning: 'restricted view access is on, and the files hold what only unrestricted viewers may read',
    next: 'See that nobody else can read the container of the snapshots.',
  },
  'null-ingestion-time': {
    severity: 'warning',
    meaning: 'rows have no ingestion time, so they are bounded by their number alone',
    next: 'Nothing, when rows were ingested while the IngestionTime policy was off; keep the policy on.',
  },
  'row-store-rows': {
    severity: 'warning',
    meaning: 'rows of streaming ingestion lie in the row store and in no extent yet, and may be newer than any cursor',
    next: 'Nothing, when the next snapshot may bring them; else pause streaming ingestion for some minutes and take it again.',
  },
  'soft-deleted-rows': {
    severity: 'warning',
    meaning: 'rows were soft-deleted; they are not in the snapshot, and older snapshots may still hold them',
    next: 'Before you restore an older snapshot, know that it brings them back.',
  },
  'beyond-encoding-limit': {
    severity: 'warning',
    meaning:
      'values are as large as the encoding policy of their column lets them be, so they may have been cut, or be cut on their way back',
    next: "If longer values matter, set a wider encoding policy and ingest them again: .alter column ['{table}'].['{column}'] policy encoding type='BigObject32'",
  },
  'follower-database': {
    severity: 'warning',
    meaning:
      'the database follows one of another cluster, where its data is changed and deleted; export from a follower is not documented',
    next: 'Take snapshots of the database on the cluster that leads it.',
  },
  'event-grid': {
    severity: 'warning',
    meaning:
      'an Event Grid subscription on the storage account listens to blobs where the snapshot is written, and may ingest them',
    next: 'Give snapshots a container that no subscription listens to, or narrow the subject filter of the subscription.',
  },
  'retention-soon': {
    severity: 'warning',
    meaning: 'the oldest rows expire within a day, perhaps before they are written',
    next: 'If they matter, lengthen the retention before the snapshot.',
  },
  'purge-or-delete-since-base': {
    severity: 'warning',
    meaning:
      'rows were deleted, purged, updated or replaced since the snapshot before, which still holds them as they were',
    next: 'Before you restore that snapshot, know that it brings them back.',
  },
  'moved-since-base': {
    severity: 'warning',
    meaning: 'extents were moved or replaced, or tables renamed, since the snapshot before',
    next: 'Nothing for this snapshot; the one before is of another state of the table.',
  },
  'logs-unreadable': {
    severity: 'warning',
    meaning: 'what happened since the snapshot before cannot be read from the logs, or not all of it',
    next: 'Grant the identity the database role Monitor, and take snapshots at least every 30 days.',
  },
  'not-looked-at': {
    severity: 'warning',
    meaning: 'something that a snapshot looks at could not be read',
    next: 'Mend what the message names, and take the snapshot again.',
  },
  'purges-not-asked': {
    severity: 'note',
    meaning:
      'purges since the snapshot before are told by the ingestion endpoint of the cluster only, which a snapshot does not ask',
    next: "Where rows are purged, ask an admin of the database, on that endpoint: .show purges from '<day of the snapshot before>'",
  },
  'scope-not-proven': {
    severity: 'note',
    meaning:
      'what workload groups force, weak consistency above all, is told to admins of the cluster only or could not be read',
    next: 'Ask an admin of the cluster: .show workload_groups',
  },
  'views-not-held': {
    severity: 'note',
    meaning:
      'materialized views are left out: the snapshot can make them again, from what their sources then hold, and does not hold their rows',
    next: 'Where a view holds what its source does not hold any more, name it in the input views.',
  },
  'event-grid-not-asked': {
    severity: 'note',
    meaning: 'whether an Event Grid subscription listens to the container was not asked',
    next: 'Give the input storage-account-id, or see that the container has no subscription.',
  },
} as const satisfies Record<string, FindingKind>;

export type FindingName = keyof typeof findingKinds;

export const findingRecord = z.strictObject({
  /** A name of `findingKinds`, or of a later version. */
  name: z.string(),
  severity: z.enum(severities),
  /** Absent when it is about the whole database or the storage. */
  table: z.string().optional(),
  summary: z.string(),
  next: z.string(),
});
/** Something about a table, the database or the storage that whoever trusts the snapshot should know. Holds no secret. */
export type Finding = z.infer<typeof findingRecord>;

/** `summary` is a whole sentence that names the table and what was seen. */
export function found(name: FindingName, summary: string, table?: string, column?: string): Finding {
  const { severity, next } = findingKinds[name];
  const about = table === undefined ? {} : { table };
  return {
    name,
    severity,
    ...about,
    summary,
    next: next.replaceAll('{table}', () => table ?? '').replaceAll('{column}', () => column ?? ''),
  };
}

/** In the order of their severity, then as they were found; what was found twice in the same words counts once. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map(findings.map((finding) => [`${finding.name}\n${finding.summary}`, finding]));
  return [...distinct.values()].toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Those because of which nothing is written: with `strict` everything but notes. */
export function refusing(findings: readonly Finding[], mode: 'usual' | 'strict'): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'refuses' || (mode === 'strict' && severity !== 'note'));
}
