import type { Command, Input, VerbResult } from '../../../src/verbs/command.ts';

/** One input of every kind. */
export const inputs: Readonly<Record<string, Input>> = {
  cluster: { type: 'uri', required: true, describe: 'Address of the cluster' },
  storage: { type: 'uri', secret: 'query', describe: 'Address of the container, with a SAS where one is used' },
  token: { type: 'text', secret: 'value', describe: 'A token' },
  level: {
    type: 'choice',
    choices: ['counts', 'files', 'contents', 'full'],
    default: 'contents',
    describe: 'How deep to look',
  },
  tables: { type: 'list', describe: 'Tables' },
  since: { type: 'datetime', describe: 'Only what is newer' },
  'dry-run': { type: 'switch', describe: 'Only show what would be done' },
};

export const passed: VerbResult = { verdict: { kind: 'pass' }, outcomes: [], report: [], outputs: {}, data: {} };

/** A command that does what a test says. */
export function commandThat(run: Command['run'], changes: Partial<Command> = {}): Command {
  return {
    name: 'verify',
    group: 'prove',
    summary: 'compares a database with a snapshot',
    inputs,
    outputs: [{ name: 'verdict', describe: 'pass, fail or unknown' }],
    hosts: ['action', 'cli'],
    run,
    ...changes,
  };
}
