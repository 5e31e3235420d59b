import { problemError } from '../domain/problem.ts';
import { verdictOf } from '../domain/verdict.ts';
import { readAsFiles, type WrittenSchema, writeFiles } from '../procedures/write-schema-files.ts';
import type { Block } from '../report/blocks.ts';
import { defineCommand } from './command.ts';
import { connection } from './inputs.ts';

export const init = defineCommand({
  name: 'init',
  group: 'start',
  summary: 'Write the schema of a database as files, one per object, from which plan finds nothing to do',
  hosts: ['cli'],
  inputs: {
    ...connection,
    'from-cluster': { type: 'switch', describe: 'Write the schema that the database has now' },
    into: { type: 'text', default: 'schema', describe: 'Folder for the files; it is made where it is not there' },
    overwrite: { type: 'switch', describe: 'Write over files that are there; without it nothing is written then' },
  },
  outputs: [{ name: 'files', describe: 'Number of files that were written' }],
  async run(request, world) {
    if (!request['from-cluster'])
      throw problemError({
        code: 'input',
        summary: 'There is nothing to write.',
        next: 'Give from-cluster, which writes the schema of the database as files.',
      });
    const folder = request.into.replaceAll('\\', '/').replace(/\/+$/, '');
    const made = await readAsFiles(world.openDatabase(request), folder);
    await writeFiles(made.files, world.files, request.overwrite ? 'overwrite' : 'refuse');
    const { files, missing, problems } = made;
    const paths = files.map(({ path }) => path);
    return {
      verdict: verdictOf(problems),
      outcomes: paths.map((item) => ({ kind: 'done', item })),
      report: blocksOf(made, folder),
      outputs: { files: String(files.length) },
      data: { files: paths, missing },
    };
  },
});

function blocksOf({ files, missing, problems }: WrittenSchema, folder: string): readonly Block[] {
  return [
    { kind: 'heading', text: `${files.length} files were written to ${folder}.` },
    ...problems.map((problem) => ({ kind: 'problem', problem }) as const),
    ...missing.map((text) => ({ kind: 'sentence', text: `In no file: ${text}` }) as const),
    {
      kind: 'sentence',
      text: 'Connection strings of external tables are without credentials, and exports without their managed identity, since the service does not show them: complete them.',
    },
    {
      kind: 'next-step',
      text: 'Commit the files, and compare them with the database.',
      command: `kusto-rebuild plan --schema ${folder}`,
    },
  ];
}
