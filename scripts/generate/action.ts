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

/** Description with the rule it obeys; a switch that is absent is false. */
export function actionInput(input: Input): ActionInput {
  const fallback = 'default' in input ? input.default : undefined;
  const value = input.type === 'switch' ? 'false' : fallback;
  const declared = { description: describeInput(input), required: input.required === true };
  return value === undefined ? declared : { ...declared, default: value };
}

function describeInput(input: Input): string {
  if (input.type === 'choice') return `${sentence(input.describe)} One of: ${input.choices.join(', ')}.`;
  if (input.type === 'switch') return `${sentence(input.describe)} One of: true, false.`;
  if (input.type === 'datetime') return `${sentence(input.describe)} In UTC, as 2026-11-20 or 2026-11-20T09:10:00Z.`;
  if (input.type === 'tokens') return `${sentence(input.describe)} One NAME=value a line.`;
  return input.type === 'list'
    ? `${sentence(input.describe)} Separated by commas or line breaks.`
    : sentence(input.describe);
}

/** With a full stop, which the command table leaves out. The first letter stays: it may begin a value. */
export function sentence(text: string): string {
  return `${text}.`;
}
