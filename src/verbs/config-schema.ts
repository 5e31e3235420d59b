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

const names = 'names with their values';
const text = z.string({ error: 'a text' }).min(1, 'a text that is not empty');
const tokens = z
  .record(
    z.string().regex(/^[A-Za-z_]\w*$/),
    z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' }),
    {
      error: ({ code }) =>
        code === 'invalid_key' ? 'a name of letters, digits and _ that begins with no digit' : names,
    },
  )
  .describe('Values for the tokens of the schema files, by name; no secrets');

/** How the config file is written; made of the inputs, so that a new one is known here too. The message of an issue is what is expected, but of unknown keys and choices. */
export function configSchema(inputs: Inputs) {
  const settings = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, shapeOf(input)])),
    tokens: tokens.optional(),
  };
  const database = z.strictObject(
    { ...settings, database: text.describe('Database name, as the cluster lists it') },
    { error: names },
  );
  const section = {
    ...settings,
    databases: z
      .array(database, { error: 'a list of databases' })
      .min(1, 'a list of at least one database')
      .optional()
      .describe('Databases that plan and deploy go through in this order, each with what is its own'),
  };
  return z.strictObject(
    {
      ...section,
      environments: z
        .record(z.string().min(1), z.strictObject(section, { error: names }), {
          error: ({ code }) => (code === 'invalid_key' ? 'a name that is not empty' : names),
        })
        .optional()
        .describe('Settings that win over those above where the environment is named'),
    },
    { error: names },
  );
}

function shapeOf(input: Input): z.ZodType {
  return ofType(input).optional().describe(input.describe);
}

function ofType(input: Input): z.ZodType {
  switch (input.type) {
    case 'choice':
      return z.enum(input.choices);
    case 'count':
      return countTo(input.most);
    case 'switch':
      return z.boolean({ error: 'true or false' });
    case 'list':
      return z.union([text, z.array(text).min(1, 'a list that is not empty')], {
        error: 'a text or a list of texts, none of them empty',
      });
    case 'tokens':
      return tokens;
    case 'text':
    case 'uri':
    case 'datetime':
      return text;
  }
}

function countTo(most: number | undefined): z.ZodType {
  const error = `a whole number from 1 ${most === undefined ? 'on' : `to ${most}`}`;
  const from = z.int({ error }).min(1, error);
  return most === undefined ? from : from.max(most, error);
}
