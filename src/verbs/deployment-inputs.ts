/** What `plan` and `deploy` share. */
export const repositoryFiles = {
  schema: {
    type: 'list',
    describe:
      'Schema files: paths, folders or globs of .kql, .csl, .kusto; applied in this order; one that begins with ! takes files out',
  },
  deletions: {
    type: 'list',
    describe:
      'What may be deleted where the files do not have it, as plan lists it: table:Old, function:F, table:T/column c, table:T/policy retention; * stands for any text in a name',
  },
  'reference-data': {
    type: 'list',
    describe:
      'Data files (csv, tsv, json, jsonl, parquet) named after their tables: paths, folders or globs; one that begins with ! takes files out',
  },
} as const;

/** What has to hold before data is lost. */
export const coverage = {
  coverage: {
    type: 'choice',
    choices: ['snapshot', 'quarantine'],
    default: 'snapshot',
    describe:
      'What covers a command that loses data: snapshot; or quarantine, which renames a table in place of dropping it and moves its rows aside in place of clearing it, where that is possible, and asks for a snapshot of the rest. A plan says it itself',
  },
  'quarantine-days': {
    type: 'count',
    default: '14',
    describe: 'Days that what is put into quarantine stays in the cluster before it deletes itself',
  },
} as const;

/** Undefined where snapshots cover all. */
export function quarantineDaysOf(given: {
  readonly coverage: string;
  readonly 'quarantine-days': number;
}): number | undefined {
  return given.coverage === 'quarantine' ? given['quarantine-days'] : undefined;
}

/** How a deployment goes on. */
export const resume = {
  type: 'choice',
  choices: ['auto', 'ran', 'did-not-run', 'anew'],
  default: 'auto',
  describe:
    'How to go on after a deployment that stopped: auto leaves out commands that ran then as they are written, such as .append; ran and did-not-run also say whether what those did is there of which that is not known, since an answer was lost or a restore came after; anew runs all of them again',
} as const;
