import type { LiveTables } from '../domain/kql/loss.ts';
import { columnsByTable } from '../domain/schema/table-columns.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { offerQuarantine } from '../procedures/choose-quarantine.ts';
import { compareWithTable } from '../procedures/compare-rows.ts';
import { observeTables } from '../procedures/guard-losses.ts';
import { lintPlan } from '../procedures/lint-plan.ts';
import { look } from '../procedures/look.ts';
import { planDeployment } from '../procedures/plan-deployment.ts';
import { contentTag } from '../procedures/put-reference-data.ts';
import { readOnce } from '../procedures/read-once.ts';
import { type ReferenceData, requireReferenceData } from '../procedures/read-reference-data.ts';
import { readRepository, readSchemaFiles } from '../procedures/read-repository.ts';
import { type TokenUser, unusedByAll } from '../procedures/unused-tokens.ts';
import { weighLosses } from '../procedures/weigh-losses.ts';
import { defineCommand } from './command.ts';
import { commandLine } from './command-line.ts';
import { coverage, quarantineDaysOf, refuseSecretsInPlan, repositoryFiles, tokensOf } from './deployment-inputs.ts';
import { connection } from './inputs.ts';
import { applyBlocks, planBlocks, tellWarnings } from './plan-report.ts';
import { planSeveral } from './plan-several.ts';
import { offerBlocks, offersData } from './quarantine-report.ts';
import { changeBlocks, changeData, type ReferenceChange } from './reference-report.ts';
import { stakesData } from './stakes-report.ts';

export const plan = defineCommand({
  name: 'plan',
  group: 'change',
  summary:
    'Compare the schema files and reference data with the database: what would run, in which order, and what would be lost',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...repositoryFiles,
    ...coverage,
    'plan-file': { type: 'text', describe: 'File to write the plan to, for deploy to apply' },
    'one-database': {
      type: 'switch',
      describe: 'Refuse a config file that lists several databases, where what follows the plan is for one',
    },
  },
  outputs: [
    { name: 'plan-hash', describe: 'Hash of the commands and of the schema they are for' },
    { name: 'changes', describe: 'Number of commands that would run' },
    { name: 'loses-data', describe: 'Number of them that lose data, or are not known to keep it' },
    {
      name: 'endangered-tables',
      describe:
        'Comma-separated names of the tables that they, or other reference data, lose rows of: what a snapshot has to cover first',
    },
  ],
  async run(request, world) {
    const tokens = tokensOf(request);
    refuseSecretsInPlan(request);
    const database = readOnce(world.openDatabase(request));
    const repository = await readRepository(world, {
      schema: request.schema,
      referenceData: request['reference-data'],
      tokens,
    });
    const tables = await observeTables(database.read, database.name);
    const made = await planDeployment(
      {
        ...repository,
        deletions: request.deletions,
        harmless: request.harmless,
        quarantineDays: quarantineDaysOf(request),
      },
      database,
      tables,
    );
    const columns = columnsByTable(made.compared.target);
    const referenceData = await requireReferenceData(world.referenceFiles, request['reference-data'], columns);
    const { document, statements, undeclared, leftOut, unknown } = made;
    const found = await lintPlan(repository.statements, made.compared, { language: world.kqlLanguage, database });
    const unused = repository.warnings.map((text) => ({ text }));
    const warnings = [...unused, ...made.warnings, ...found];
    tellWarnings(warnings, world.progress);
    const changes: ReferenceChange[] = [];
    for (const data of referenceData) {
      const compared = await compareWithTable(data, { read: database.read, files: world.referenceFiles });
      changes.push({ data, compared });
    }
    const stakes = await weighLosses(statements, database);
    const uncoverable = new Set(stakes.flatMap(({ table, coverage: by }) => (by === 'none-possible' ? [table] : [])));
    const offers = await look(() => offerQuarantine(statements, database.read));
    const file = request['plan-file'];
    if (file !== undefined) await world.files.write(file, `${JSON.stringify(document, undefined, 2)}\n`);
    const losses = statements.flatMap(({ loss, quarantine, harmless }) =>
      loss.kind === 'loses-data' && quarantine === undefined && harmless?.kind !== 'said' ? loss.tables : [],
    );
    const strange: ReferenceChange[] = [];
    for (const change of changes)
      if (isChange(change) || !(await isTagged(change.data, { tables, read: database.read }))) strange.push(change);
    const replaced = strange.flatMap(({ data: { table } }) => withDerived(table, tables));
    return {
      outcomes: [],
      report: [
        ...planBlocks({ ...made, warnings }, stakes),
        ...offerBlocks(offers),
        ...changeBlocks(changes),
        ...applyBlocks(
          {
            steps: document.steps.length,
            references: changes.filter(isChange).length,
            losses: losses.length + replaced.length,
          },
          deployLine(request, document.hash),
        ),
      ],
      outputs: {
        'plan-hash': document.hash,
        changes: String(document.steps.length),
        'loses-data': String(document.steps.filter((step) => step.class === 'loses-data').length),
        'endangered-tables': [...new Set([...losses, ...replaced])]
          .filter((name) => tables.tables.has(name) && !uncoverable.has(name))
          .join(','),
      },
      data: {
        plan: document,
        undeclared,
        leftOut,
        unknown,
        warnings,
        stakes: stakesData(stakes),
        quarantine: offersData(offers),
        ...(changes.length > 0 && { referenceData: changes.map(changeData) }),
      },
    };
  },
  async runSeveral(requests, world, run) {
    const planned = await planSeveral(requests, (request) => run(request, world));
    const users: TokenUser[] = [];
    for (const request of requests)
      users.push({ files: await readSchemaFiles(world.files, request.schema), tokens: tokensOf(request) });
    for (const warning of unusedByAll(users)) world.progress.warn(warning);
    return planned;
  },
});

/** The deployment of what was planned; tokens, among which secrets are, are not said. */
function deployLine(
  request: Readonly<Record<string, unknown>> & { readonly 'plan-file': string | undefined },
  hash: string,
): string {
  const { schema, deletions, harmless, 'reference-data': data } = repositoryFiles;
  const file = request['plan-file'];
  return file === undefined
    ? commandLine(
        'deploy',
        { ...connection, schema, deletions, harmless, 'reference-data': data, ...coverage, 'plan-hash': named },
        request,
        {
          'plan-hash': hash,
        },
      )
    : commandLine('deploy', { ...connection, 'reference-data': data, plan: named }, request, { plan: file });
}

const named = { type: 'text', describe: '' } as const;

/** A difference that was not counted may be any. */
function isChange({ compared }: ReferenceChange): boolean {
  return compared.kind === 'not-counted' || compared.removed + compared.changed + compared.added > 0n;
}

/** Rows that do not tell where they are from are replaced, also by their like. */
async function isTagged(
  data: ReferenceData,
  { tables: { tables }, read }: { readonly tables: LiveTables; readonly read: DatabaseReader },
): Promise<boolean> {
  if (!tables.has(data.table)) return true;
  const extents = await read.rowsByExtent(data.table);
  return extents.every(({ rows, tags }) => rows === 0n || tags.includes(contentTag(data)));
}

/** With the tables that update policies fill from it, whose rows are replaced too. */
function withDerived(table: string, { tables }: LiveTables): readonly string[] {
  return [table, ...(tables.get(table)?.derived ?? [])];
}
