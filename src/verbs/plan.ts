import { observeTables } from '../procedures/guard-losses.ts';
import { planDeployment } from '../procedures/plan-deployment.ts';
import { readRepository } from '../procedures/read-repository.ts';
import { weighLosses } from '../procedures/weigh-losses.ts';
import { defineCommand } from './command.ts';
import { schemaFiles } from './deployment-inputs.ts';
import { connection } from './inputs.ts';
import { planBlocks } from './plan-report.ts';
import { stakesData } from './stakes-report.ts';

export const plan = defineCommand({
  name: 'plan',
  group: 'change',
  summary: 'Compare the schema files with the database: what would run, in which order, and what would be lost',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...schemaFiles,
    'plan-file': { type: 'text', describe: 'File to write the plan to, for deploy to apply' },
  },
  outputs: [
    { name: 'plan-hash', describe: 'Hash of the commands and of the schema they are for' },
    { name: 'changes', describe: 'Number of commands that would run' },
    { name: 'loses-data', describe: 'Number of them that lose data, or are not known to keep it' },
    {
      name: 'endangered-tables',
      describe: 'Comma-separated names of the tables that they lose data of: what a snapshot has to cover first',
    },
  ],
  async run(request, world) {
    const database = world.openDatabase(request);
    const repository = await readRepository(
      world.files,
      { schema: request.schema, referenceData: [] },
      async () => new Map(),
    );
    const tables = await observeTables(database.read, database.name);
    const made = await planDeployment({ ...repository, deletions: request.deletions }, database, tables);
    const { document, statements, undeclared, leftOut, unknown, warnings } = made;
    const stakes = await weighLosses(statements, database);
    const file = request['plan-file'];
    if (file !== undefined) await world.files.write(file, `${JSON.stringify(document, undefined, 2)}\n`);
    const losses = statements.flatMap(({ loss }) => (loss.kind === 'loses-data' ? loss.tables : []));
    return {
      outcomes: [],
      report: planBlocks(made, stakes),
      outputs: {
        'plan-hash': document.hash,
        changes: String(document.steps.length),
        'loses-data': String(document.steps.filter((step) => step.class === 'loses-data').length),
        'endangered-tables': [...new Set(losses)].filter((name) => tables.tables.has(name)).join(','),
      },
      data: { plan: document, undeclared, leftOut, unknown, warnings, stakes: stakesData(stakes) },
    };
  },
});
