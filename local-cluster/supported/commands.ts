import { administrationCommands } from './administration-commands.ts';
import { dataCommands } from './data-commands.ts';
import type { SupportedCommands } from './entry.ts';
import { exportCommands } from './export-commands.ts';
import { supportedPolicyCommands } from './policies.ts';
import { schemaCommands } from './schema-commands.ts';
import { viewCommands } from './view-commands.ts';

/** Commands by the part of the page they stand in; a command of a policy stands with its policy. */
export const commandAreas: Readonly<Record<string, SupportedCommands>> = {
  'Tables, columns, functions, mappings': schemaCommands,
  'Rows and extents': dataCommands,
  'Exports and external tables': exportCommands,
  'Materialized views': viewCommands,
  'What there is, roles, operations, scripts': administrationCommands,
};

/** Every supported command by the grammar's name of its kind. */
export const supportedCommands: SupportedCommands = Object.assign(
  {},
  ...Object.values(commandAreas),
  supportedPolicyCommands,
);
