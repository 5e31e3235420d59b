import type { Command, Input } from '../../src/verbs/command.ts';
import { renderYaml } from './yaml.ts';

/** An input as metadata files declare it. The runner does not check `required`; the tool does. */
export interface ActionInput {
  readonly description: string;
  readonly required: boolean;
  readonly default?: string;
}

/** The metadata of the JavaScript action that runs one verb. */
export function renderAction(command: Command): string {
  return renderYaml({
    name: `Kusto Rebuild: ${command.name}`,
    description: sentence(command.summary),
    author: 'kusto-rebuild contributors',
    inputs: Object.fromEntries(Object.entries(command.inputs).map(([name, input]) => [name, actionInput(input)])),
    outputs: Object.fromEntries(
      command.outputs.map(({ name, describe }) => [name, { description: sentence(describe) }]),
    ),
    runs: { using: 'node24', main: `../../dist/actions/${command.name}.js` },
  });
}

/** Description with the rule it obeys; a switch that is absent is false. What the config file may give is neither required nor has a default here: the tool could not tell it from a given value. */
export function actionInput(input: Input): ActionInput {
  const { config } = input;
  const fallback = input.type === 'switch' ? 'false' : defaultOf(input);
  const value = config === undefined ? fallback : undefined;
  const declared = { description: describeInput(input), required: input.required === true && config === undefined };
  return value === undefined ? declared : { ...declared, default: value };
}

function defaultOf(input: Input): string | undefined {
  return 'default' in input ? input.default : undefined;
}

function describeInput(input: Input): string {
  return [sentence(input.describe), ...ruleOf(input), ...placeOf(input)].join(' ');
}

function ruleOf(input: Input): readonly string[] {
  if (input.type === 'choice') return [`One of: ${input.choices.join(', ')}.`];
  if (input.type === 'switch') return ['One of: true, false.'];
  if (input.type === 'datetime') return ['In UTC, as 2026-11-20 or 2026-11-20T09:10:00Z.'];
  if (input.type === 'tokens') return ['One NAME=value a line.'];
  return input.type === 'list' ? ['Separated by commas or line breaks.'] : [];
}

function placeOf(input: Input): readonly string[] {
  if (input.config === undefined) return [];
  const fallback = defaultOf(input);
  if (input.required === true) return ['Required, here or in the config file.'];
  return fallback === undefined ? [] : [`Default: ${fallback}.`];
}

/** With a full stop, which the command table leaves out. The first letter stays: it may begin a value. */
export function sentence(text: string): string {
  return `${text}.`;
}
