import { z } from 'zod';
import type { Command, Input, Inputs } from './command.ts';

/** The inputs that the config file may give, by name. */
export function configInputs(commands: readonly Pick<Command, 'inputs'>[]): Inputs {
  const found = new Map<string, Input>();
  for (const { inputs } of commands)
    for (const [name, input] of Object.entries(inputs))
      if (input.config !== undefined && !found.has(name)) found.set(name, input);
  return Object.fromEntries(found);
}

const text = z.string().min(1);
const tokens = z
  .record(
    z.string().regex(/^[A-Za-z_]\w*$/, 'A token has a name of letters, digits and _'),
    z.union([z.string(), z.number(), z.boolean()]),
  )
  .describe('Values for the tokens of the schema files, by name; no secrets');

/** How the config file is written; made of the inputs, so that a new one is known here too. */
export function configSchema(inputs: Inputs) {
  const settings = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, shapeOf(input)])),
    tokens: tokens.optional(),
  };
  const database = z.strictObject({ ...settings, database: text.describe('Database name, as the cluster lists it') });
  const section = {
    ...settings,
    databases: z
      .array(database)
      .min(1)
      .optional()
      .describe('Databases that plan and deploy go through in this order, each with what is its own'),
  };
  return z.strictObject({
    ...section,
    environments: z
      .record(z.string().min(1), z.strictObject(section))
      .optional()
      .describe('Settings that win over those above where the environment is named'),
  });
}

function shapeOf(input: Input): z.ZodType {
  return ofType(input).optional().describe(input.describe);
}

function ofType(input: Input): z.ZodType {
  switch (input.type) {
    case 'choice':
      return z.enum(input.choices);
    case 'count':
      return input.most === undefined ? z.int().min(1) : z.int().min(1).max(input.most);
    case 'switch':
      return z.boolean();
    case 'list':
      return z.union([text, z.array(text).min(1)], { error: 'Expected a text or a list of texts' });
    case 'tokens':
      return tokens;
    case 'text':
    case 'uri':
    case 'datetime':
      return text;
  }
}
