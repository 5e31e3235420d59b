/** What `plan` and `deploy` share. */
export const repositoryFiles = {
  schema: {
    type: 'list',
    describe: 'Schema files: paths, folders or globs of .kql, .csl, .kusto; applied in this order',
  },
  deletions: {
    type: 'list',
    describe:
      'What may be deleted where the files do not have it, as plan lists it: table:Old, function:F, table:T/column c, table:T/policy retention; * stands for any text in a name',
  },
  'reference-data': {
    type: 'list',
    describe: 'Data files (csv, tsv, json, jsonl, parquet) named after their tables: paths, folders or globs',
  },
} as const;
