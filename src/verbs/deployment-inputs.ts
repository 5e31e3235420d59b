import type { SchemaToken, SchemaTokens } from '../domain/kql/schema-tokens.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import { mostQuarantineDays } from '../domain/quarantine-record.ts';
import type { TokenValue } from './command.ts';

/** What `plan` and `deploy` share. */
export const repositoryFiles = {
  schema: {
    type: 'list',
    config: 'path',
    configUnless: 'plan',
    describe:
      'Schema files: paths, folders or globs of .kql, .csl, .kusto, applied in this order; one that begins with ! takes files out',
  },
  deletions: {
    type: 'list',
    config: 'value',
    configUnless: 'plan',
    describe:
      'What may be deleted where the files do not have it, as plan lists it: table:Old, function:F, table:T/column c, table:T/policy retention; * stands for any text in a name; one that begins with ! keeps what it names',
  },
  'reference-data': {
    type: 'list',
    config: 'path',
    describe:
      'Data files (csv, tsv, json, jsonl, parquet) named after their tables: paths, folders or globs; one that begins with ! takes files out',
  },
  harmless: {
    type: 'list',
    config: 'value',
    configUnless: 'plan',
    describe:
      'Commands of which you say that they lose no rows, each by its beginning, as .create-or-alter entity_group or .set database Demo viewers: those that are not known, and those that change only who may do what, run without coverage then',
  },
  tokens: {
    type: 'tokens',
    config: 'value',
    describe:
      'Values for the tokens $$NAME$$, ##NAME## and <NAME> of the schema files; those that are not given here come from KUSTO_REBUILD_TOKEN_NAME, and else from the config file',
  },
  'secret-tokens': {
    type: 'tokens',
    secret: 'value',
    describe:
      'The same for secrets, also from KUSTO_REBUILD_SECRET_TOKEN_NAME: they stand only in obfuscated texts, h"…", and in no plan file',
  },
} as const;

/** What has to hold before data is lost. */
export const coverage = {
  coverage: {
    type: 'choice',
    choices: ['snapshot', 'quarantine'],
    default: 'snapshot',
    config: 'value',
    describe:
      'What covers a command that loses data: snapshot; or quarantine, which renames a table in place of dropping it and moves its rows aside in place of clearing it, where that is possible, and asks for a snapshot of the rest. A plan says it itself',
  },
  'quarantine-days': {
    type: 'count',
    most: mostQuarantineDays,
    default: '14',
    config: 'value',
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

/** The values of tokens by name. Rejects where one is given as a secret and as none. */
export function tokensOf(request: {
  readonly tokens: readonly TokenValue[];
  readonly 'secret-tokens': readonly TokenValue[];
}): SchemaTokens {
  const secrets = request['secret-tokens'];
  throwProblems(
    request.tokens
      .filter(({ name }) => secrets.some((secret) => secret.name === name))
      .map(({ name }) => ({
        code: 'input',
        summary: `The token ${name} is given as a secret and as none.`,
        next: 'Leave it out of tokens, of KUSTO_REBUILD_TOKEN variables and of the config file.',
      })),
  );
  return new Map<string, SchemaToken>([
    ...request.tokens.map((token) => [token.name, { ...token, kind: 'plain' }] as const),
    ...secrets.map((token) => [token.name, { ...token, kind: 'secret' }] as const),
  ]);
}

/** Rejects where a plan file would hold a secret: it has the commands in clear. */
export function refuseSecretsInPlan(request: {
  readonly 'plan-file': string | undefined;
  readonly 'secret-tokens': readonly TokenValue[];
}): void {
  const [first] = request['secret-tokens'];
  if (request['plan-file'] === undefined || first === undefined) return;
  throw problemError({
    code: 'input',
    summary: `A plan file would hold the value of the secret token ${first.name}.`,
    next: 'Leave out plan-file, and deploy the files with the plan-hash that plan gave: it counts the values too.',
  });
}
